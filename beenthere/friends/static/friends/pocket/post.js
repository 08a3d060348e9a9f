// Sends what the phone has kept, again and again until the service says that it has it; only then is it forgotten here.
const AT_ONCE = 40;
const PATIENCE = 15000;
const SOON = 4000;
const LATER = 60000;

export class Post {
  /** `tell(news, about)` hears: tonight, sent, offline, sign-in, gone, late, not-here, wait. */
  constructor(vault, tell) {
    Object.assign(this, { vault, tell, token: "", busy: false, again: false, pause: SOON, isOver: false });
    addEventListener("online", () => { this.pause = SOON; this.contact(); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.contact(); });
  }

  at(what) {
    return `/pocket/${encodeURIComponent(this.vault.evening)}/${what}`;
  }

  async contact() {
    if (this.isOver) return;
    if (this.busy) { this.again = true; return; }
    this.busy = true;
    clearTimeout(this.timer);
    try {
      do {
        this.again = false;
        if (await this.ask()) await this.send();
      } while (this.again && !this.isOver);
      this.pause = SOON;
    } catch {
      await this.say("offline");
    } finally {
      this.busy = false;
    }
    // The network may have come back while this attempt failed: what wants to go now does not wait a minute.
    if (this.again) return this.contact();
    await this.wait();
  }

  async wait() {
    if (this.isOver || !(await this.vault.waiting())) return;
    this.timer = setTimeout(() => this.contact(), this.pause);
    this.pause = Math.min(LATER, this.pause * 2);
  }

  /** Ask what tonight is; this also brings the token without which nothing may be sent. */
  async ask() {
    const answer = await this.call(document.hidden ? "tonight.json" : "tonight.json?seen", { method: "GET" });
    const tonight = await read(answer);
    if (!answer.ok) return this.refused(answer, tonight);
    this.token = tonight.token;
    const { token, ...kept } = tonight;
    await this.vault.keepTonight(kept);
    await this.say("tonight", kept);
    return true;
  }

  async send() {
    let isRenewed = false;
    for (;;) {
      const batch = await this.vault.batch(AT_ONCE);
      if (!batch.events.length) return this.say("sent");
      const answer = await this.call("sync", { method: "POST", body: JSON.stringify(batch) });
      const said = await read(answer);
      if (answer.ok) {
        // Less is there than this phone was told once: the service was put back. It takes the rest under a new name.
        if (said.ack < batch.events[0].n - 1) await this.vault.rename();
        else if (said.ack < batch.events[0].n) return this.say("wait");
        else await this.vault.acknowledge(batch.device, said.ack);
      } else if (said.state === "another") {
        await this.vault.rename();
      } else if (answer.status === 403 && !isRenewed) {
        isRenewed = true;
        if (!(await this.ask())) return;
      } else {
        return this.refused(answer, said);
      }
    }
  }

  call(what, more) {
    const headers = { Accept: "application/json", "Content-Type": "application/json" };
    if (this.token) headers["X-CSRFToken"] = this.token;
    return fetch(this.at(what), {
      headers, cache: "no-store", credentials: "same-origin", redirect: "error", signal: AbortSignal.timeout(PATIENCE), ...more,
    });
  }

  async refused(answer, said) {
    if (said.state === "gone" || said.state === "late") {
      this.isOver = true;
      await this.vault.forget();
      await this.tell(said.state, { ...said, forgotten_at: Date.now() });
    } else {
      await this.say(["sign-in", "not-here"].includes(said.state) ? said.state : "wait", said);
    }
    return false;
  }

  async say(news, about = {}) {
    await this.tell(news, { ...about, waiting: await this.vault.waiting() });
  }
}

// A page of a proxy, or of the form check, is no answer in our language; its status is.
const read = (answer) => answer.json().catch(() => ({}));
