// The talk on the screen: each message once, in the order of its number, always as plain text.
//
// New lines are added at the end of a role="log", which a screen reader speaks once. Only
// additions are announced, so "sending" turning into "sent" stays quiet. The focus never moves.

import { dayOf, inNumbers, say, timeOf } from "./words.js";

const NEAR_THE_END = 80;

export class Log {
  constructor({ region, jump, side, names, onKeep, onRetry }) {
    Object.assign(this, { region, jump, side, names, onKeep, onRetry });
    this.bySeq = new Map();
    this.byKey = new Map();
    this.lastSeq = 0;
    this.unseen = 0;
    this.list = region.querySelector("[data-lines]");
    this.scroller = region.closest("[data-scroller]");
    this.scroller.addEventListener("scroll", () => this.isAtEnd() && this.sawAll(), { passive: true });
    jump.addEventListener("click", () => this.toTheEnd());
    // The box below may grow, or a phone's keyboard open, while somebody reads the end.
    this.followEnd = true;
    new ResizeObserver(() => this.followEnd && this.toTheEnd()).observe(this.scroller);
    this.scroller.addEventListener("scroll", () => (this.followEnd = this.isAtEnd()), { passive: true });
  }

  // Old messages are shown without being spoken one by one.
  quietly(isQuiet) {
    this.region.setAttribute("aria-live", isQuiet ? "off" : "polite");
    this.region.setAttribute("aria-busy", String(isQuiet));
  }

  // Show a message that is on the server's disk. Returns whether it is new and from the other side.
  show({ seq, side, text, at, key, name, kept }) {
    if (this.bySeq.has(seq)) return false;
    const own = key && this.byKey.get(key);
    if (own) {
      this.settle(own, { seq, at });
      return false;
    }
    const line = this.build({ side, text, key, name });
    const isOwn = line.classList.contains("line--own");
    this.place(line, { seq, at });
    if (kept) this.setKept(seq, true);
    if (isOwn) this.setState(line, "sent");
    this.added(isOwn);
    return !isOwn;
  }

  // Show or update one of our own that the outbox holds.
  showOwn(message) {
    let line = this.byKey.get(message.key);
    if (message.state === "held") {
      line?.remove();
      this.byKey.delete(message.key);
      return;
    }
    if (!line) {
      line = this.build({ side: this.side, text: message.text, key: message.key });
      this.byKey.set(message.key, line);
      this.list.append(line);
      this.toTheEnd();
    }
    this.setState(line, message.state, message.why);
    if (message.seq) this.settle(line, message);
  }

  settle(line, { seq, at }) {
    if (!this.bySeq.has(seq)) this.place(line, { seq, at });
    this.setState(line, "sent");
  }

  // Give a line its number, its time and its place; it moves only if it stands wrong.
  place(line, { seq, at }) {
    const moment = new Date(at);
    line.dataset.seq = seq;
    line.dataset.day = moment.toDateString();
    this.bySeq.set(seq, line);
    while (this.bySeq.has(this.lastSeq + 1)) this.lastSeq += 1;
    const stamp = line.querySelector("time");
    stamp.dateTime = moment.toISOString();
    stamp.textContent = timeOf(moment);
    const next = this.firstAfter(seq);
    if (!line.isConnected || line.nextElementSibling !== next) this.list.insertBefore(line, next);
    this.dateBefore(line, moment);
    this.offerToKeep(line, seq);
  }

  firstAfter(seq) {
    const lines = [...this.list.querySelectorAll(".line")].reverse();
    let next = null;
    for (const line of lines) {
      if (line.dataset.seq && Number(line.dataset.seq) < seq) break;
      if (Number(line.dataset.seq) !== seq) next = line;
    }
    return next;
  }

  dateBefore(line, moment) {
    let before = line.previousElementSibling;
    while (before && !before.dataset.day) before = before.previousElementSibling;
    if (before?.dataset.day === line.dataset.day) return;
    const mark = document.createElement("li");
    mark.className = "day";
    mark.dataset.day = line.dataset.day;
    mark.textContent = dayOf(moment);
    this.list.insertBefore(mark, line);
  }

  // Only its writer gets a message's key back: of two people on call, each sees the other by name.
  build({ side, text, key, name }) {
    const isOwn = side === this.side && Boolean(key);
    const line = document.createElement("li");
    line.className = `line line--${isOwn ? "own" : "other"}`;
    if (side === "on_call") line.classList.add("line--on-call");
    const who = part("span", "line__who", isOwn ? say("you") : this.whose(side, name));
    const words = part("p", "line__text", text);
    words.dir = "auto";
    // A screen reader says the words in the language of the talk, which may not be that of the page.
    words.lang = this.names.language;
    const foot = part("div", "line__foot");
    foot.append(document.createElement("time"), part("span", "line__state"));
    line.append(who, words, foot);
    return line;
  }

  whose(side, name) {
    if (side === "on_call") return say("on_call_who", { name: name || say("on_call_nobody") });
    return this.names[side] ?? this.names.other;
  }

  setState(line, state, why) {
    line.dataset.state = state;
    const place = line.querySelector(".line__state");
    place.replaceChildren(why || say(state));
    if (state === "late") place.append(" ", this.retryButton());
  }

  retryButton() {
    const button = part("button", "line__retry", say("retry"));
    button.type = "button";
    button.addEventListener("click", () => this.onRetry());
    return button;
  }

  offerToKeep(line, seq) {
    if (!this.onKeep || line.classList.contains("line--own") || line.querySelector(".line__keep")) return;
    const button = part("button", "line__keep", say("keep"));
    button.type = "button";
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const isKept = button.getAttribute("aria-pressed") !== "true";
      if (this.onKeep(seq, isKept)) this.setKept(seq, isKept);
    });
    line.querySelector(".line__foot").append(button);
  }

  setKept(seq, isKept) {
    const line = this.bySeq.get(seq);
    const button = line?.querySelector(".line__keep");
    if (!button) return;
    button.setAttribute("aria-pressed", String(isKept));
    button.textContent = say(isKept ? "kept" : "keep");
    line.classList.toggle("line--kept", isKept);
  }

  added(isOwn) {
    if (this.followEnd || this.region.getAttribute("aria-busy") === "true") return this.toTheEnd();
    if (isOwn) return;
    this.unseen += 1;
    this.jump.textContent = say("new", { count: inNumbers(this.unseen) });
    this.jump.hidden = false;
  }

  // Take every word off the page.
  clear() {
    this.list.replaceChildren();
    this.bySeq.clear();
    this.byKey.clear();
    this.sawAll();
  }

  isAtEnd() {
    const box = this.scroller;
    return box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_THE_END;
  }

  toTheEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.followEnd = true;
    this.sawAll();
  }

  sawAll() {
    this.unseen = 0;
    this.jump.hidden = true;
  }
}

function part(kind, className, text = "") {
  const node = document.createElement(kind);
  node.className = className;
  node.textContent = text;
  return node;
}
