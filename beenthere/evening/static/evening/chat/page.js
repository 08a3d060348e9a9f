// The chat page: connects the socket, the outbox, the log and the box to write in.

import { Card } from "./card.js";
import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { wireDeeds, wireDialogs, wireMenus } from "./deeds.js";
import { DraftHint } from "./draft.js";
import { Guard } from "./guard.js";
import { Inbox } from "./inbox.js";
import { Log } from "./log.js";
import { Outbox } from "./outbox.js";
import { Panel } from "./panel.js";
import { Standing } from "./standing.js";
import { startUnsafe } from "./unsafe.js";
import { say } from "./words.js";

const root = document.getElementById("chat");
const side = root.dataset.side;
const names = { other: root.dataset.other, language: root.dataset.language };
const title = document.title;
const find = (name) => root.querySelector(`[data-${name}]`);

const standing = new Standing({ root, names, side });
const unsafe = startUnsafe(root);
const log = new Log({
  region: find("log"),
  jump: find("jump"),
  side,
  names,
  onKeep: side === "seeker" ? (seq, on) => connection.send({ t: "keep", seq, on }) : null,
  onRetry: () => outbox.retry(),
});
const connection = new Connection({ path: root.dataset.socket, lastSeen: () => log.lastSeq });
const outbox = new Outbox({ connection });
const inbox = new Inbox({ log, connection, outbox });
const composer = new Composer({ form: find("composer") });
const panelPlace = document.querySelector("[data-panel]");
const panelOff = document.querySelector("[data-panel-off]");
const panel = panelPlace ? new Panel({ place: panelPlace, off: panelOff }) : null;
const guard = new Guard({ place: find("guard"), box: composer.box });
const draftLine = find("draft-hint");
if (draftLine) new DraftHint({ box: composer.box, line: draftLine, path: draftLine.dataset.path, guard });
const cardPlace = find("card");
const card = cardPlace ? new Card({ place: cardPlace, failed: () => standing.notice(say("failed")) }) : null;
let seenOfSafety;
const kept = new Set(root.dataset.kept.split(" ").filter(Boolean).map(Number));
let isEnded = false;

// ---- from the server -------------------------------------------------------------------

const on = {
  hello(frame) {
    inbox.hello(frame);
    on.state(frame);
  },
  said(frame) {
    if (!inbox.said({ ...frame, kept: kept.has(frame.seq) })) return;
    standing.typing(false);
    countUnread();
    panel?.soon();
  },
  ack(frame) {
    outbox.acknowledge(frame);
    panel?.soon();
  },
  held(frame) {
    const words = outbox.giveBack(frame.key);
    if (!words) return;
    composer.restore(words);
    guard.hold(frame.about);
    panel?.soon();
  },
  typing: ({ on: isOn }) => standing.typing(isOn),
  thinking: ({ on: isOn }) => standing.thinking(isOn),
  state({ state, why, by, ends_at: endsAt, other, beside, call, card: mark }) {
    standing.beside(beside);
    standing.numbers(call);
    if (card) card.see(state === "ended" ? "" : mark);
    else if (mark !== undefined && mark !== seenOfSafety) lookAtSafety();
    seenOfSafety = mark ?? seenOfSafety;
    if (state === "ended") return end({ why });
    standing.endsAt(endsAt);
    standing.here(other.here);
    standing.proposed(by);
  },
  notice: ({ kind, text }) => (kind === "unsafe" ? unsafe.told() : standing.notice(text)),
  error(frame) {
    if (!inbox.refused(frame) && frame.text) standing.notice(frame.text);
  },
};

connection.addEventListener("frame", (event) => on[event.detail.t]?.(event.detail));
connection.addEventListener("state", (event) => {
  const { state, code } = event.detail;
  standing.connection(state, { code, isWaiting: !outbox.isEmpty });
  if (state === "lost") standing.typing(false);
  if (state === "open") unsafe.look();
  if (state === "open" && composer.isTyping) connection.send({ t: "typing", on: true });
  if (state === "closed" && code !== 1000) composer.close();
});
outbox.addEventListener("change", (event) => {
  log.showOwn(event.detail);
  standing.waiting(connection.isOpen ? 0 : outbox.size);
});

function end({ why }) {
  if (isEnded) return;
  isEnded = true;
  const isOver = side === "supporter" || !["switched", "declined", "vanished", "handed_over"].includes(why);
  standing.ended(isOver ? root.dataset.next : root.dataset.nextElse, why);
  composer.close();
  connection.finish();
}

// ---- from this person --------------------------------------------------------------------

composer.addEventListener("say", (event) => {
  setThinking(false);
  standing.notice("");
  guard.close();
  outbox.add(event.detail);
});
guard.addEventListener("insist", ({ detail: { text, reason } }) => {
  composer.clear();
  outbox.add(text, { reason });
});
composer.addEventListener("typing", (event) => {
  if (find("typing-switch").checked || !event.detail) connection.send({ t: "typing", on: event.detail });
});
find("typing-switch").addEventListener("change", (event) => {
  standing.showsTyping = event.target.checked;
  standing.typing(false);
  connection.send({ t: "typing", on: false });
});

const think = find("think");
think.addEventListener("click", () => setThinking(think.getAttribute("aria-pressed") !== "true"));

function setThinking(isOn) {
  if ((think.getAttribute("aria-pressed") === "true") === isOn) return;
  think.setAttribute("aria-pressed", String(isOn));
  connection.send({ t: "thinking", on: isOn });
}

const pause = document.getElementById("pause");
pause?.addEventListener("close", () => {
  setThinking(false);
  composer.box.focus();
});
for (const button of root.querySelectorAll("[data-opens=pause]")) {
  button.addEventListener("click", () => setThinking(true));
}

wireDialogs(root);
wireMenus(root);
wireDeeds(root, {
  after: {
    propose: (answer) => {
      if (answer.waits) return notYet(answer.waits);
      return answer.state === "ended" ? end({ why: "closed" }) : standing.proposed(side);
    },
    end: (answer) => (answer.waits ? notYet(answer.waits) : end({ why: "closed" })),
    asked: ({ problem }) => {
      if (problem) standing.notice(problem);
      lookAtSafety();
    },
    notsafe: ({ is_open: isOpen }) => standing.notice(say(isOpen ? "not_safe_called" : "not_safe_closed")),
    goon: () => standing.proposed(""),
    switch: (answer, form) => askOr(answer, form, side === "seeker" ? root.dataset.nextElse : root.dataset.next),
    report: (answer, form) => askOr(answer, form, root.dataset.next),
    flag: (answer, form) => askOr(answer, form, root.dataset.next),
    oncall: ({ is_open: isOpen }) => standing.notice(say(isOpen ? "oncall_called" : "oncall_closed")),
  },
  failed: () => standing.notice(say("failed")),
});

// The plain questions work with every reader switched off: by the button, and by Alt+S.
const questions = document.getElementById("safety");
if (questions) {
  document.addEventListener("keydown", (event) => {
    if (!event.altKey || event.code !== "KeyS" || questions.open) return;
    event.preventDefault();
    questions.showModal();
  });
  questions.addEventListener("close", () => {
    setRecheck(false);
    composer.box.focus();
  });
}

function setRecheck(isOn) {
  questions.querySelector("[data-recheck]").value = isOn ? "1" : "0";
  questions.querySelector("[data-recheck-words]").hidden = !isOn;
}

function notYet(why) {
  if (why === "recheck") return recheck();
  standing.notice(say(why));
  if (why !== "contact") return;
  questions.showModal();
  questions.querySelector("[data-next-contact] input").focus();
}

// At A3 and above the server asks in words first: the form is sent as a page, which says what would happen.
function askOr(answer, form, path) {
  if (answer.waits) form.submit();
  else leaveTo(path);
}

function recheck() {
  standing.notice(say("recheck"));
  setRecheck(true);
  questions.showModal();
}

// What a supporter reads of "What to do now" stays open when the strip is drawn anew.
let readsOn = false;
document.body.addEventListener("htmx:beforeSwap", ({ target }) => {
  if (target.id === "safety-strip") readsOn = target.querySelector("details")?.open ?? false;
});
document.body.addEventListener("htmx:afterSwap", () => {
  const steps = document.querySelector("#safety-strip details");
  if (steps && readsOn) steps.open = true;
});

function lookAtSafety() {
  const strip = document.getElementById("safety-strip");
  if (strip) window.htmx?.trigger(strip, "look");
}

// After somebody's own choice to go, nothing of theirs waits to be sent here.
function leaveTo(path) {
  isEnded = true;
  connection.finish();
  removeEventListener("beforeunload", warn);
  location.assign(path);
}

// ---- the page ------------------------------------------------------------------------------

let unread = 0;

function countUnread() {
  if (!document.hidden) return;
  unread += 1;
  document.title = `(${unread}) ${title}`;
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  document.title = title;
  connection.retryNow();
});

// Quick exit takes the chat off the page first and must never be held up by a question.
function warn(event) {
  if (isEnded || !root.isConnected) return;
  if (outbox.isEmpty && !composer.hasText) return;
  event.preventDefault();
}
addEventListener("beforeunload", warn);

root.classList.add("chat--live");
find("composer").hidden = false;
connection.start();
