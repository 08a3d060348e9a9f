// Six boxes of a plan: each saves by itself over the version it has seen; what two people wrote at once is shown, never lost.

const AFTER_TYPING = 1200;
const TRY_AGAIN = 5000;
const PATIENCE = 10000;

class Box {
  constructor(form, words) {
    Object.assign(this, { form, words });
    this.slug = form.dataset.planStep;
    this.area = form.querySelector("textarea");
    this.version = form.querySelector("[name=version]");
    this.state = form.querySelector("[data-plan-state]");
    this.clash = form.querySelector("[data-clash]");
    this.clashText = form.querySelector("[data-clash-text]");
    form.querySelector("[data-clash-ways]").hidden = false;
    // Words in the box that the server does not have yet; after a clash drawn by the server, too.
    this.saved = this.clash.hidden ? this.area.value : this.clashText.textContent;
    this.area.addEventListener("input", () => this.plan(AFTER_TYPING));
    this.area.addEventListener("blur", () => this.save());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.clash.hidden = true;
      this.save();
    });
    this.clash.addEventListener("click", ({ target }) => target.dataset.keep && this.settle(target.dataset.keep));
  }

  get isDirty() {
    return this.area.value !== this.saved;
  }

  plan(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    clearTimeout(this.timer);
    if (this.isSaving || !this.isDirty || !this.clash.hidden) return;
    this.isSaving = true;
    this.say("saving");
    const sent = this.area.value;
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        body: new URLSearchParams(new FormData(this.form)),
        headers: { Accept: "application/json" },
        signal: AbortSignal.timeout(PATIENCE),
        keepalive: sent.length < 10000,
      });
      const told = await answer.json();
      if (answer.ok) this.took(told, sent);
      else if (told.slug) this.clashes(told);
      else this.state.textContent = told.words;
    } catch {
      this.say("failed");
      this.plan(TRY_AGAIN);
    } finally {
      this.isSaving = false;
    }
  }

  took({ version }, sent) {
    this.version.value = version;
    // What was typed while the save was under way is saved next.
    this.saved = sent;
    this.say("saved");
    if (this.isDirty) this.plan(AFTER_TYPING);
  }

  clashes({ version, text }) {
    this.version.value = version;
    this.saved = text;
    this.clashText.textContent = text;
    this.state.textContent = "";
    this.clash.hidden = false;
  }

  settle(which) {
    const theirs = this.clashText.textContent;
    if (which === "theirs") this.show(theirs);
    if (which === "both") this.area.value = `${theirs}\n${this.area.value}`;
    this.clash.hidden = true;
    this.area.focus();
    this.save();
  }

  show(text) {
    const at = this.area.selectionStart;
    this.area.value = this.saved = text;
    if (document.activeElement === this.area) this.area.setSelectionRange(at, at);
  }

  // News from the other side: drawn when nothing of ours waits here, else found at the next save.
  hear({ version, text, by }, side) {
    if (this.isSaving || this.isDirty || !this.clash.hidden) return;
    if (String(version) === this.version.value) return;
    this.version.value = version;
    this.show(text);
    if (by !== side) this.say("theirs");
  }

  say(name) {
    this.state.textContent = this.words[name];
  }
}

export class Boxes {
  constructor(root) {
    this.boxes = [...root.querySelectorAll("[data-plan-step]")].map((form) => new Box(form, root.dataset));
  }

  hear(steps, side) {
    for (const step of steps) this.boxes.find((box) => box.slug === step.slug)?.hear(step, side);
  }

  saveAll() {
    for (const box of this.boxes) box.save();
  }

  get isDirty() {
    return this.boxes.some((box) => box.isDirty);
  }
}
