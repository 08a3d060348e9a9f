// What a draft does: one quiet line, or the boundary guard's hint. The draft is read once and kept nowhere; when and how fast
// somebody types is never looked at. It may fail; the chat goes on without it.

const AFTER_A_PAUSE = 220;
const LEAST = 12;
const PATIENCE = 2500;

export class DraftHint {
  constructor({ box, line, path, guard }) {
    Object.assign(this, { box, line, path, guard });
    box.addEventListener("input", () => this.plan());
  }

  plan() {
    clearTimeout(this.timer);
    if (this.box.value.trim().length < LEAST) return this.show({});
    this.timer = setTimeout(() => this.ask(), AFTER_A_PAUSE);
  }

  async ask() {
    const draft = this.box.value;
    try {
      const answer = await fetch(this.path, {
        method: "POST",
        headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "" },
        body: new URLSearchParams({ draft }),
        signal: AbortSignal.timeout(PATIENCE),
      });
      const found = answer.ok ? await answer.json() : {};
      if (draft === this.box.value) this.show(found);
    } catch {
      this.show({});
    }
  }

  show({ hint: words = "", guard = null }) {
    this.guard?.hint(guard);
    if (this.line.textContent !== words) this.line.textContent = words;
    this.line.hidden = words === "";
  }
}
