// The box to write in: it grows, counts near the limit, refuses what is too long and keeps it.

import { inNumbers, say } from "./words.js";

const LIMIT = 4000;
const COUNT_FROM = 3600;
const TYPING_FOR = 4000;

export class Composer extends EventTarget {
  constructor({ form }) {
    super();
    this.form = form;
    this.box = form.querySelector("textarea");
    this.counter = form.querySelector("[data-counter]");
    this.problem = form.querySelector("[data-problem]");
    // On a phone Enter makes a new line, as its keyboard promises; the button sends.
    this.entersSend = !matchMedia("(pointer: coarse)").matches;
    form.querySelector("[data-hint]").textContent = say(this.entersSend ? "hint" : "hint_touch");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.box.addEventListener("input", () => this.onInput());
    this.box.addEventListener("blur", () => this.setTyping(false));
    this.grow();
  }

  get hasText() {
    return this.box.value.trim() !== "";
  }

  onKey(event) {
    // While an input method composes, Enter belongs to it.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !this.entersSend) return;
    event.preventDefault();
    this.submit();
  }

  onInput() {
    this.grow();
    this.count();
    this.setTyping(this.hasText);
  }

  submit() {
    const typed = this.box.value.trim();
    // Half an emoji, left by an interrupted paste, is stored nowhere.
    const text = typed.toWellFormed?.() ?? typed;
    if (!text) return this.box.focus();
    const over = lengthOf(text) - LIMIT;
    if (over > 0) return this.refuse(say("too_long", { over: inNumbers(over), limit: inNumbers(LIMIT) }));
    this.box.value = "";
    this.refuse("");
    this.onInput();
    this.dispatchEvent(new CustomEvent("say", { detail: text }));
    this.box.focus();
  }

  // Put words back that were not sent; what was typed meanwhile stays below them.
  restore(text) {
    this.box.value = [text, this.box.value.trim()].filter(Boolean).join("\n");
    this.onInput();
  }

  clear() {
    this.box.value = "";
    this.onInput();
  }

  // Say why the text stays in the box; an empty reason takes that back.
  refuse(why) {
    this.problem.textContent = why;
    this.problem.hidden = !why;
    this.box.setAttribute("aria-invalid", String(Boolean(why)));
    if (why) this.box.focus();
  }

  count() {
    const length = lengthOf(this.box.value);
    this.counter.hidden = length < COUNT_FROM;
    this.counter.textContent = say(length > LIMIT ? "over" : "left", { count: inNumbers(Math.abs(LIMIT - length)) });
    this.counter.classList.toggle("composer__count--over", length > LIMIT);
    if (length <= LIMIT) this.refuse("");
  }

  // The height is set through rows: the page's policy allows no inline style.
  grow() {
    const longest = this.box.clientWidth ? Math.max(20, Math.floor(this.box.clientWidth / 9)) : 40;
    const rows = this.box.value.split("\n").reduce((sum, row) => sum + 1 + Math.floor(row.length / longest), 0);
    this.box.rows = Math.min(8, Math.max(1, rows));
  }

  setTyping(isTyping) {
    clearTimeout(this.typingEnds);
    if (isTyping) this.typingEnds = setTimeout(() => this.setTyping(false), TYPING_FOR);
    if (this.isTyping === isTyping) return;
    this.isTyping = isTyping;
    this.dispatchEvent(new CustomEvent("typing", { detail: isTyping }));
  }

  close() {
    for (const part of this.form.querySelectorAll("button")) part.disabled = true;
    // The text stays readable and can be copied.
    this.box.readOnly = true;
  }
}

// Characters as people and the server count them, not halves of an emoji.
function lengthOf(text) {
  return [...text].length;
}
