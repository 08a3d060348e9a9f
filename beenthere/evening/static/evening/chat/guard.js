// What the boundary guard says: a hint beside a draft, or a message that waits for a second look.
// It changes no word by itself. It may be silent or fail; the chat goes on without it.

const PATIENCE = 5000;

export class Guard extends EventTarget {
  constructor({ place, box }) {
    super();
    Object.assign(this, { place, box, path: place.dataset.path });
    this.reason = place.querySelector("[data-guard-reason] input");
    for (const button of place.querySelectorAll("[data-tap]")) {
      button.addEventListener("click", () => this.tap(button.dataset.tap));
    }
    this.more = place.querySelector("[data-guard-more]");
    this.more?.addEventListener("click", () => this.unfold());
    addEventListener("resize", () => this.place.hidden || this.fold());
    place.querySelector("[data-guard-change]").addEventListener("click", () => this.change());
    place.querySelector("[data-guard-anyway]").addEventListener("click", () => this.sendAnyway());
    // Enter in the reason means "send anyway", never a plain send.
    this.reason.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.sendAnyway();
    });
    box.addEventListener("input", () => this.held && !box.value.trim() && this.close());
  }

  // A hint for a draft; null takes it away. A message that waits is more important than a hint.
  hint(nudge) {
    if (this.held) return;
    if (!nudge) return this.close();
    if (this.nudge?.key === nudge.key && !this.place.hidden) return;
    this.draw(nudge, false);
  }

  // The server asks for a second look at a message; its words are back in the box.
  hold(nudge) {
    this.held = nudge;
    this.draw(nudge, true);
    this.box.focus();
  }

  draw(nudge, isHeld) {
    this.nudge = nudge;
    this.place.classList.toggle("guard--calm", !isHeld && !nudge.is_interruptive);
    this.part("waits").hidden = !isHeld;
    this.part("says").textContent = nudge.says;
    this.part("instead").textContent = nudge.instead;
    this.part("instead").parentElement.hidden = !nudge.instead;
    this.part("reason").hidden = !(isHeld && nudge.reason);
    this.part("held").hidden = !isHeld;
    this.part("taps").hidden = isHeld || !this.path;
    this.place.hidden = false;
    this.isUnfolded = false;
    this.fold();
  }

  // A hint takes two lines, and the rest by a press; what one could say instead always stands in full, and so does
  // what a held message is held for.
  fold() {
    this.place.classList.toggle("guard--folded", !this.held && !this.isUnfolded);
    if (!this.more) return;
    const says = this.part("says");
    this.more.hidden = Boolean(this.held) || this.isUnfolded || says.scrollHeight <= says.clientHeight + 1;
    this.more.setAttribute("aria-expanded", String(Boolean(this.isUnfolded)));
  }

  unfold() {
    this.isUnfolded = true;
    this.fold();
    this.box.focus();
  }

  part(name) {
    return this.place.querySelector(`[data-guard-${name}]`);
  }

  close() {
    this.held = null;
    this.nudge = null;
    this.place.hidden = true;
    this.reason.value = "";
  }

  change() {
    this.close();
    this.box.focus();
  }

  sendAnyway() {
    const reason = this.reason.value.trim();
    if (this.held?.reason && !reason) return this.reason.focus();
    const text = this.box.value.trim();
    if (!text) return this.change();
    this.close();
    this.dispatchEvent(new CustomEvent("insist", { detail: { text, reason } }));
  }

  async tap(answer) {
    const { key } = this.nudge;
    this.close();
    this.box.focus();
    try {
      await fetch(this.path, {
        method: "POST",
        headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "" },
        body: new URLSearchParams({ noticed: key, answer }),
        signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      // A tap that is not counted harms nobody.
    }
  }
}
