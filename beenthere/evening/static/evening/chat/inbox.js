// What arrives, in its order: what was said before comes in quietly, and a gap is asked for again.

export class Inbox {
  #historyUntil = 0;

  constructor({ log, connection, outbox }) {
    this.log = log;
    this.connection = connection;
    this.outbox = outbox;
  }

  hello({ seq }) {
    this.#historyUntil = seq;
    this.log.quietly(seq - this.log.lastSeq > 3);
  }

  // Shows a message and tells whether it is news: the other side's, not shown already, and not from before this page came.
  said(frame) {
    const isOfBefore = frame.seq <= this.#historyUntil;
    // A gap can only come from a lost wake-up; the rows are all there, so ask again.
    if (frame.seq > this.log.lastSeq + 1 && !isOfBefore) this.connection.send({ t: "resume", after: this.log.lastSeq });
    if (frame.key) this.outbox.acknowledge(frame);
    const isShown = this.log.show(frame);
    if (frame.seq >= this.#historyUntil) setTimeout(() => this.log.quietly(false), 50);
    return isShown && !isOfBefore;
  }

  // A frame that is too large is refused unread, so the error can not name the message. Tells whether a message was meant.
  refused(frame) {
    const key = frame.key ?? (frame.code === "too_large" ? this.outbox.underWay : null);
    return Boolean(key && this.outbox.fail({ ...frame, key }));
  }
}
