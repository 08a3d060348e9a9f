// The companion beside the supporter's chat. It may fail or be slow; the chat goes on without it.

const EVERY = 15000;
const AFTER_A_MESSAGE = 40;
const PATIENCE = 2800;
// A switch thrown by the seeker or the operator is seen within two seconds.
const LOOK_AT_SWITCHES = 1500;

export class Panel {
  constructor({ place, off }) {
    Object.assign(this, { place, off, path: place.dataset.path });
    // What the panel's own buttons answer is drawn by htmx; only the regular look is ours.
    this.refresh();
    this.lookAtSwitches();
    setInterval(() => this.lookAtSwitches(), LOOK_AT_SWITCHES);
  }

  async lookAtSwitches() {
    if (document.hidden) return;
    try {
      const answer = await fetch(`${this.path}standing/`, { signal: AbortSignal.timeout(PATIENCE) });
      const now = answer.ok ? await answer.text() : this.switches;
      if (this.switches !== undefined && now !== this.switches) this.refresh({ atOnce: true });
      this.switches = now;
    } catch {
      // The next look, or the next refresh, will tell.
    }
  }

  soon() {
    this.plan(AFTER_A_MESSAGE);
  }

  plan(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), wait);
  }

  async refresh({ atOnce = false } = {}) {
    this.plan(EVERY);
    if (document.hidden || (!atOnce && this.isInUse())) return;
    try {
      this.draw(await this.load());
      this.off.hidden = true;
      this.place.hidden = false;
    } catch {
      this.place.hidden = true;
      this.off.hidden = false;
    }
  }

  async load() {
    const answer = await fetch(this.path, {
      headers: { "HX-Request": "true" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    return answer.text();
  }

  // Somebody who reads an open card or has the focus here is not disturbed.
  isInUse() {
    return this.place.contains(document.activeElement) || this.place.querySelector("details[open]") !== null;
  }

  draw(html) {
    if (html === this.last) return;
    this.last = html;
    const page = new DOMParser().parseFromString(html, "text/html");
    this.place.replaceChildren(...page.body.childNodes);
    window.htmx?.process(this.place);
  }
}
