// How things stand, in words: the line, the other person, the time, the end.
//
// Each kind has its own place on the page. Typing is for the eyes only (aria-hidden); what matters
// to everybody stands in role="status" places, which are spoken when they change.

import { say, timeOf } from "./words.js";

const LOST_SHOWN_AFTER = 1000;

export class Standing {
  constructor({ root, names, side }) {
    Object.assign(this, { root, names, side });
    this.isOtherHere = null;
    this.showsTyping = true;
  }

  find(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  write(name, text) {
    const place = this.find(name);
    if (!place || place.textContent === text) return;
    place.textContent = text;
    place.hidden = !text;
  }

  // A blink of the network is not worth a word, unless something waits to be sent.
  connection(state, { code, isWaiting } = {}) {
    clearTimeout(this.lostTimer);
    this.root.dataset.connection = state;
    if (state === "lost" && !isWaiting) {
      this.lostTimer = setTimeout(() => this.write("line", say("lost")), LOST_SHOWN_AFTER);
      return;
    }
    const words = { lost: say("lost"), connecting: say("connecting"), closed: closedWords(code), open: "" };
    this.write("line", words[state]);
  }

  waiting(count) {
    this.write("unsent", count ? say("unsent", { count }) : "");
  }

  here(isHere) {
    const came = this.isOtherHere === false && isHere;
    this.isOtherHere = isHere;
    if (!isHere) this.typing(false);
    const gone = this.side === "seeker" ? say("gone_seeker", this.values()) : say("gone_supporter", this.values());
    this.write("presence", isHere ? (came ? say("back", this.values()) : "") : gone);
    const choice = this.find("gone-choice");
    if (choice) choice.hidden = isHere;
  }

  // Who on call is there too, for as long as it is so; nothing is changed when nobody could tell.
  beside(near) {
    if (near) this.write("beside", near.map((one) => this.besideWords(one)).join(" "));
  }

  // Numbers to call, while nobody on call has answered; nothing is changed when nobody could tell.
  numbers(how) {
    const place = this.find("call");
    if (how === undefined || !place) return;
    place.hidden = !how;
    this.write("call-words", how ? say(`call_${how}`) : "");
  }

  besideWords({ name, mode, because }) {
    const values = { name: name || say("on_call_nobody"), other: this.names.other };
    const words = [say(`beside_${mode}_${this.side}`, values)];
    if (this.side === "seeker" && mode !== "gone") {
      if (because) words.push(say(`because_${because}`, values));
      words.push(say("may_leave"));
    }
    return words.join(" ");
  }

  typing(isTyping) {
    this.write("typing", isTyping && this.showsTyping ? say("typing", this.values()) : "");
  }

  thinking(isThinking) {
    this.write("thinking", isThinking ? say("thinking", this.values()) : "");
  }

  proposed(by) {
    const box = this.find("proposal");
    if (!box) return;
    box.hidden = !by;
    this.write("proposal-words", by ? say(by === this.side ? "proposed_own" : "proposed_other", this.values()) : "");
  }

  notice(text) {
    this.write("notice", text);
  }

  endsAt(moment) {
    this.write("ends", moment ? say("ends", { time: timeOf(new Date(moment)) }) : "");
  }

  // Said once and calmly; nobody is moved to another page while they read or write.
  ended(next, why) {
    for (const name of ["presence", "typing", "thinking", "notice", "unsent"]) this.write(name, "");
    this.proposed("");
    const box = this.find("ended");
    box.hidden = false;
    if (next) box.querySelector("a").href = next;
    this.write("line", "");
    this.write("ended-words", say(why === "handed_over" ? "handed_over" : "ended", this.values()));
    this.root.dataset.state = "ended";
  }

  values() {
    return { name: this.names.other };
  }
}

function closedWords(code) {
  if (code === 4403) return say("not_here");
  if (code === 4409) return say("elsewhere");
  return "";
}
