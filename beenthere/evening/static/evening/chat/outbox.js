// What was written and is not on the server's disk yet.
//
// Kept in memory only: a shared device must not remember what somebody wrote. One message is
// under way at a time and the next follows its acknowledgement, so that order survives cuts and
// the server's "a little slower, please". A key makes sending twice harmless.
//
// sending -> sent                  acknowledged: it is on disk
// sending -> late -> sent          no acknowledgement within a second, or no connection
// sending -> refused               the server will never take it; the words stay on the page
// sending -> held                  the server asks for a second look; the words are back in the box

const LATE_AFTER = 900;
const AGAIN_AFTER = 6000;
const SLOWER_BY = 1100;
const TRY_LATER = new Set(["slow_down", "too_fast", "rate", "busy"]);

export class Outbox extends EventTarget {
  constructor({ connection }) {
    super();
    this.connection = connection;
    this.waiting = [];
    connection.addEventListener("state", (event) => this.follow(event.detail.state));
  }

  get size() {
    return this.waiting.length;
  }

  get isEmpty() {
    return this.waiting.length === 0;
  }

  // `insists` holds the reason when somebody said "send anyway".
  add(text, insists = null) {
    const frame = insists ? { t: "insist", reason: insists.reason } : { t: "say" };
    const message = { key: newKey(), text, frame, state: "sending" };
    this.waiting.push(message);
    this.tell(message);
    if (this.connection.isOpen) {
      message.timer = setTimeout(() => this.mark(message, "late"), LATE_AFTER);
      this.pump();
    } else {
      this.mark(message, "late");
    }
    return message;
  }

  follow(state) {
    clearTimeout(this.again);
    this.underWay = null;
    if (state === "open") this.pump();
    else for (const message of this.waiting) this.mark(message, "late");
  }

  // Send the first one that waits, unless it is under way.
  pump() {
    const first = this.waiting[0];
    if (!first || this.underWay === first.key) return;
    if (!this.connection.send({ ...first.frame, key: first.key, text: first.text })) return;
    this.underWay = first.key;
    this.pumpAgainIn(AGAIN_AFTER);
  }

  pumpAgainIn(wait) {
    clearTimeout(this.again);
    this.again = setTimeout(() => {
      this.underWay = null;
      this.pump();
    }, wait);
  }

  retry() {
    this.underWay = null;
    this.connection.retryNow();
    this.pump();
  }

  acknowledge({ key, seq, at }) {
    const message = this.take(key);
    if (!message) return;
    this.mark(message, "sent", { seq, at });
    this.pump();
  }

  // Returns whether the error was about a message of this page.
  fail({ key, code, text }) {
    const message = this.waiting.find((one) => one.key === key);
    if (!message) return false;
    if (TRY_LATER.has(code)) this.pumpAgainIn(SLOWER_BY);
    else {
      this.take(key);
      this.mark(message, "refused", { why: text });
      this.pump();
    }
    return true;
  }

  // The server asks for a second look: the message leaves the box of what is on its way. Returns its words.
  giveBack(key) {
    const message = this.take(key);
    if (!message) return "";
    this.mark(message, "held");
    this.pump();
    return message.text;
  }

  take(key) {
    const place = this.waiting.findIndex((message) => message.key === key);
    if (place < 0) return null;
    if (this.underWay === key) this.underWay = null;
    return this.waiting.splice(place, 1)[0];
  }

  mark(message, state, more = {}) {
    clearTimeout(message.timer);
    if (message.state === state) return;
    message.state = state;
    Object.assign(message, more);
    this.tell(message);
  }

  tell(message) {
    this.dispatchEvent(new CustomEvent("change", { detail: message }));
  }
}

// crypto.randomUUID exists only on https pages; a service tried out on a home network has none.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
