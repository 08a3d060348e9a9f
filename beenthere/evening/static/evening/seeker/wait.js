// The waiting room asks every few seconds and says only what changed. The line itself is on the server.
import "./push.js";

const state = document.getElementById("state");
const EVERY = 3000;
const UNHEARD_AFTER = 60000;
let said = state.querySelector(".place")?.dataset.key;
let busy = false;

async function ask() {
  if (busy || document.hidden) return;
  busy = true;
  try {
    const answer = await fetch(state.dataset.from, { headers: { Accept: "text/html" } });
    const go = answer.headers.get("X-Go");
    if (go && !isWriting()) {
      await keepNote();
      return location.assign(go);
    }
    if (answer.ok) update(await answer.text());
  } catch {
    // The line is down; the place is kept on the server, and the next round asks again.
  } finally {
    busy = false;
  }
}

function isWriting() {
  const box = document.getElementById("words");
  return box.value !== box.defaultValue && document.activeElement === box && performance.now() - lastKey < 4000;
}

// Somebody is here while a note is half written: it is kept, unshared, before the page goes on.
async function keepNote() {
  const note = document.getElementById("note");
  const box = document.getElementById("words");
  if (box.value === box.defaultValue) return;
  const answer = await fetch(note.action, { method: "POST", body: new URLSearchParams(new FormData(note)) });
  if (!answer.ok) throw new Error("the note is not kept yet");
  box.defaultValue = box.value;
}

function update(html) {
  const next = new DOMParser().parseFromString(html, "text/html").body;
  const key = next.querySelector(".place")?.dataset.key;
  if (key === said) return;
  said = key;
  state.replaceChildren(...next.childNodes);
}

let lastKey = 0;
let lastTouched = performance.now();
let told = performance.now();
addEventListener("keydown", () => { lastKey = performance.now(); });
for (const kind of ["keydown", "pointerdown", "scroll"]) addEventListener(kind, () => { lastTouched = performance.now(); }, { passive: true });

// Whoever moves at the page is here; nobody has to press a button to prove it.
async function sayHere() {
  if (lastTouched < told || state.querySelector("form")) return;
  told = performance.now();
  const body = new URLSearchParams(new FormData(document.querySelector("form[action$='/wait/leave/']")));
  await fetch("/wait/here/", { method: "POST", body }).catch(() => {});
}

setInterval(ask, EVERY);
setInterval(sayHere, UNHEARD_AFTER);
document.addEventListener("visibilitychange", ask);
ask();
