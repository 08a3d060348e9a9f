// A small sum while many people come in at once. It runs beside the page; whoever says that they are
// not safe never waits for it.

export class Sum {
  constructor({ place, form }) {
    this.place = place;
    this.form = form;
    this.worker = null;
    this.ready = null;
    if (place.dataset.challenge) this.take(place.dataset);
  }

  get isAsked() {
    return this.ready !== null;
  }

  // Begin a new sum; an older one is left.
  take({ challenge, bits, wait }) {
    this.worker?.terminate();
    this.field("sum", challenge);
    this.field("sum_answer", "");
    this.place.dataset.challenge = challenge;
    this.say(0);
    this.ready = new Promise((done) => {
      this.worker = new Worker(this.place.dataset.worker, { type: "module" });
      this.worker.addEventListener("message", ({ data }) => {
        if (data.answer === undefined) return this.say(data.share);
        this.field("sum_answer", data.answer);
        this.say(1);
        done();
      });
      // Without a worker the server lets them in after the wait.
      this.worker.addEventListener("error", () => setTimeout(done, Number(wait) * 1000));
      this.worker.postMessage({ challenge, bits: Number(bits) });
    });
  }

  field(name, value) {
    this.form.elements[name].value = value;
  }

  say(share) {
    this.place.hidden = false;
    const line = this.place.querySelector("[data-sum-line]");
    const words = share >= 1 ? this.place.dataset.done : this.place.dataset.words.replace("{n}", Math.min(99, Math.floor(share * 100)));
    if (line.textContent !== words) line.textContent = words;
  }
}
