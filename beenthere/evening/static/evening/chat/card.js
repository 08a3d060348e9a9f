// The card of a seeker's page: another way to reach them, the agreed next contact. The server draws it; it is asked for
// again when its mark changes, and never drawn anew under somebody's fingers.

const PATIENCE = 10000;

export class Card {
  constructor({ place, failed }) {
    Object.assign(this, { place, failed, mark: "" });
    place.addEventListener("submit", (event) => this.send(event));
    place.addEventListener("focusout", () => this.isStale && setTimeout(() => this.look(), 0));
  }

  // Nothing is changed when nobody could tell.
  see(mark) {
    if (mark === undefined || mark === this.mark) return;
    this.mark = mark;
    this.look();
  }

  async look() {
    if (this.isWriting) {
      this.isStale = true;
      return;
    }
    this.isStale = false;
    if (!this.mark) return this.place.replaceChildren();
    try {
      const answer = await fetch(this.place.dataset.path, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.ok && !answer.redirected && !this.isWriting) this.draw(await answer.text());
    } catch {
      // The next state asks again.
      this.mark = null;
    }
  }

  get isWriting() {
    const field = this.place.querySelector("input[type=text]");
    return Boolean(field?.value) && this.place.contains(document.activeElement);
  }

  async send(event) {
    event.preventDefault();
    if (this.isSending) return;
    this.isSending = true;
    const form = event.target;
    const body = new URLSearchParams(new FormData(form, event.submitter));
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
      if (answer.status >= 500 || answer.redirected) throw new Error(String(answer.status));
      this.draw(await answer.text());
      this.focus();
    } catch {
      this.failed();
    } finally {
      this.isSending = false;
    }
  }

  draw(words) {
    const drawn = new DOMParser().parseFromString(words, "text/html").body;
    this.place.replaceChildren(...drawn.childNodes);
  }

  // Whoever pressed a button that is gone now goes on where its answer stands.
  focus() {
    const field = this.place.querySelector("[aria-invalid]") ?? this.place.querySelector("[tabindex], button, summary");
    field?.focus();
  }
}
