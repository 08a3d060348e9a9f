// The page of somebody on call who is beside a talk: the same log, from its beginning, and a box to write in while they lead.
//
// When they hand back, the server closes the socket for good, and the words leave this page.

import { Composer } from "./composer.js";
import { Connection } from "./connection.js";
import { Inbox } from "./inbox.js";
import { Log } from "./log.js";
import { Outbox } from "./outbox.js";
import { Standing } from "./standing.js";

const NOT_HERE = 4403;
const side = "on_call";
const root = document.getElementById("beside");
const find = (name) => root.querySelector(`[data-${name}]`);
const names = { seeker: root.dataset.seeker, supporter: root.dataset.supporter, other: root.dataset.seeker };

const standing = new Standing({ root, names, side });
const log = new Log({ region: find("log"), jump: find("jump"), side, names, onRetry: () => outbox.retry() });
const connection = new Connection({ path: root.dataset.socket, lastSeen: () => log.lastSeq });
const outbox = new Outbox({ connection });
const inbox = new Inbox({ log, connection, outbox });
const composer = new Composer({ form: find("composer") });

const on = {
  hello(frame) {
    inbox.hello(frame);
    on.state(frame);
  },
  said: (frame) => inbox.said(frame),
  ack: (frame) => outbox.acknowledge(frame),
  state(frame) {
    const isOver = frame.state === "ended";
    find("composer").hidden = !frame.may_write || isOver;
    showSeat(frame.may_write);
    if (isOver) {
      standing.ended("", frame.why);
      return sayWhereTheyAre();
    }
    standing.endsAt(frame.ends_at);
    standing.here(frame.other.here);
  },
  error(frame) {
    if (!inbox.refused(frame)) standing.notice(frame.text);
  },
};

connection.addEventListener("frame", (event) => on[event.detail.t]?.(event.detail));
connection.addEventListener("state", ({ detail: { state, code } }) => {
  standing.connection(state, { code, isWaiting: !outbox.isEmpty });
  if (state === "closed") leave(code);
});
outbox.addEventListener("change", (event) => {
  log.showOwn(event.detail);
  standing.waiting(connection.isOpen ? 0 : outbox.size);
});
composer.addEventListener("say", (event) => {
  standing.notice("");
  outbox.add(event.detail);
});

// The seat may change from another page, or another tab: the head says what is so now.
function showSeat(leads) {
  for (const place of root.querySelectorAll("[data-leads]")) place.hidden = !leads;
  for (const place of root.querySelectorAll("[data-reads]")) place.hidden = leads;
}

// After the end the page says where the seeker is, and goes on looking: they may be in the line now and in a talk soon.
let looksFor = 0;

async function sayWhereTheyAre() {
  clearTimeout(looksFor);
  looksFor = setTimeout(sayWhereTheyAre, 5000);
  const place = find("after");
  try {
    const answer = await fetch(place.dataset.path, { signal: AbortSignal.timeout(4000) });
    const words = answer.ok && !answer.redirected ? await answer.text() : "";
    if (!words || words === place.dataset.last) return;
    place.dataset.last = words;
    place.replaceChildren(...new DOMParser().parseFromString(words, "text/html").body.childNodes);
  } catch {
    // The next look will tell.
  }
}

function leave(code) {
  clearTimeout(looksFor);
  composer.close();
  find("composer").hidden = true;
  if (code === NOT_HERE) log.clear();
}

connection.start();
