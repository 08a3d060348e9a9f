// The chat page: connects the socket, the outbox, the log and the box to write in.

import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { wireDeeds, wireDialogs, wireMenus } from "./deeds.js";
import { DraftHint } from "./draft.js";
import { Log } from "./log.js";
import { Outbox } from "./outbox.js";
import { Panel } from "./panel.js";
import { Standing } from "./standing.js";
import { say } from "./words.js";

const root = document.getElementById("chat");
const side = root.dataset.side;
const names = { other: root.dataset.other };
const title = document.title;
const find = (name) => root.querySelector(`[data-${name}]`);

const standing = new Standing({ root, names, side });
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
const composer = new Composer({ form: find("composer") });
const panelPlace = document.querySelector("[data-panel]");
const panelOff = document.querySelector("[data-panel-off]");
const panel = panelPlace ? new Panel({ place: panelPlace, off: panelOff }) : null;
const draftLine = find("draft-hint");
if (draftLine) new DraftHint({ box: root.querySelector("textarea"), line: draftLine, path: draftLine.dataset.path });
const kept = new Set(root.dataset.kept.split(" ").filter(Boolean).map(Number));
let isEnded = false;
let historyUntil = 0;

// ---- from the server -------------------------------------------------------------------

const on = {
  hello(frame) {
    historyUntil = frame.seq;
    log.quietly(frame.seq - log.lastSeq > 3);
    on.state(frame);
  },
  said(frame) {
    if (frame.seq > log.lastSeq + 1 && frame.seq > historyUntil) askForTheGap();
    if (frame.key) outbox.acknowledge(frame);
    const isNews = log.show({ ...frame, kept: kept.has(frame.seq) });
    if (frame.seq >= historyUntil) setTimeout(() => log.quietly(false), 50);
    if (!isNews || frame.seq <= historyUntil) return;
    standing.typing(false);
    countUnread();
    panel?.soon();
  },
  ack(frame) {
    outbox.acknowledge(frame);
    panel?.soon();
  },
  typing: ({ on: isOn }) => standing.typing(isOn),
  thinking: ({ on: isOn }) => standing.thinking(isOn),
  state({ state, why, by, ends_at: endsAt, other }) {
    if (state === "ended") return end({ why });
    standing.endsAt(endsAt);
    standing.here(other.here);
    standing.proposed(by);
  },
  notice: ({ text }) => standing.notice(text),
  error(frame) {
    // A frame that is too large is refused unread, so the error can not name the message.
    const key = frame.key ?? (frame.code === "too_large" ? outbox.underWay : null);
    const isOurs = key && outbox.fail({ ...frame, key });
    if (!isOurs && frame.text) standing.notice(frame.text);
  },
};

connection.addEventListener("frame", (event) => on[event.detail.t]?.(event.detail));
connection.addEventListener("state", (event) => {
  const { state, code } = event.detail;
  standing.connection(state, { code, isWaiting: !outbox.isEmpty });
  if (state === "lost") standing.typing(false);
  if (state === "open" && composer.isTyping) connection.send({ t: "typing", on: true });
  if (state === "closed" && code !== 1000) composer.close();
});
outbox.addEventListener("change", (event) => {
  log.showOwn(event.detail);
  standing.waiting(connection.isOpen ? 0 : outbox.size);
});

// A gap can only come from a lost wake-up; the rows are all there, so ask again.
function askForTheGap() {
  connection.send({ t: "resume", after: log.lastSeq });
}

function end({ why }) {
  if (isEnded) return;
  isEnded = true;
  const isOver = side === "supporter" || !["switched", "declined", "vanished"].includes(why);
  standing.ended(isOver ? root.dataset.next : root.dataset.nextElse);
  composer.close();
  connection.finish();
}

// ---- from this person --------------------------------------------------------------------

composer.addEventListener("say", (event) => {
  setThinking(false);
  standing.notice("");
  outbox.add(event.detail);
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
    propose: (answer) => (answer.state === "ended" ? end({ why: "closed" }) : standing.proposed(side)),
    end: () => end({ why: "closed" }),
    goon: () => standing.proposed(""),
    switch: () => leaveTo(side === "seeker" ? root.dataset.nextElse : root.dataset.next),
    report: () => leaveTo(root.dataset.next),
    oncall: () => standing.notice(say("oncall_called")),
  },
  failed: () => standing.notice(say("failed")),
});

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
