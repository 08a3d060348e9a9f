// One quiet line about what a draft does. The draft is read once and kept nowhere; when and how fast
// somebody types is never looked at. It may fail; the chat goes on without it.

const AFTER_A_PAUSE = 450;
const LEAST = 12;
const PATIENCE = 2500;

export class DraftHint {
  constructor({ box, line, path }) {
    Object.assign(this, { box, line, path });
    box.addEventListener("input", () => this.plan());
  }

  plan() {
    clearTimeout(this.timer);
    if (this.box.value.trim().length < LEAST) return this.show("");
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
      const { hint } = answer.ok ? await answer.json() : { hint: "" };
      if (draft === this.box.value) this.show(hint);
    } catch {
      this.show("");
    }
  }

  show(words) {
    if (this.line.textContent !== words) this.line.textContent = words;
    this.line.hidden = words === "";
  }
}
