// The pocket companion: loads what the service worker keeps, opens the evening's store, and brings both together.
import { startBreath } from "./breath.js";
import { startCards } from "./cards.js";
import { startGround } from "./ground.js";
import { showGone, showTonight, startHome } from "./home.js";
import { startNow } from "./now.js";
import { Post } from "./post.js";
import { restart } from "./screens.js";
import { besides, leftovers, newest, openVault, sweep } from "./vault.js";

const ASK_AGAIN_AFTER = 60000;
const state = document.getElementById("state");
const signIn = document.getElementById("sign-in");
let vault, post;

/** Keep one event; false when this browser could not. */
async function tell(kind, payload) {
  const isKept = await vault?.add(kind, payload).catch(() => false);
  if (!isKept) {
    say("unkept");
    return false;
  }
  // From this moment until the service has it, it waits here; the line above must not say otherwise.
  say("kept", await vault.waiting());
  post.contact();
  return true;
}

function say(what, n = 0) {
  const word = n === 1 ? `${what}One` : what;
  state.textContent = (state.dataset[word] ?? state.dataset[what] ?? "").replace("{n}", n);
  state.dataset.now = what;
}

async function hear(news, about) {
  signIn.hidden = news !== "sign-in";
  if (news === "gone" || news === "late") {
    state.textContent = "";
    return showGone(news, about);
  }
  if (news === "tonight") {
    document.body.dataset.known = "yes";
    return showTonight(about);
  }
  if (news === "sign-in") signIn.querySelector("a").href = about.link;
  if (news === "not-here") {
    // Somebody else is signed in here: what was planned is not theirs to read, and what waits is not theirs to send.
    showTonight({});
    if (about.waiting || (await vault.tonight())) return say(about.waiting ? "notHereWaiting" : "notHere");
    post.isOver = true;
    await vault.forget();
    say("");
    return restart("nothing");
  }
  if (news === "sent") return about.waiting ? say("kept", about.waiting) : say("sent");
  say(about.waiting ? `${camel(news)}Waiting` : camel(news), about.waiting);
}

const camel = (news) => news.replace(/-(.)/g, (_all, letter) => letter.toUpperCase());

async function keepOffline() {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register("/pocket/sw.js", { scope: "/pocket/" });
  await navigator.serviceWorker.ready;
  document.body.dataset.offline = "ready";
}

const asked = decodeURIComponent(/^\/pocket\/([^/]+)\/$/.exec(location.pathname)?.[1] ?? "");

async function begin() {
  const bundle = await (await fetch("/pocket/bundle.json")).json();
  startCards(bundle, tell);
  startNow(bundle, tell);
  startBreath(tell);
  startGround(tell);
  startHome(tell);
  await sweep(Date.now());
  const evening = asked || (await newest());
  if (!evening) return restart("nothing");
  document.getElementById("look-back").href = `/friends/evening/${encodeURIComponent(evening)}/`;
  vault = await openVault(evening);
  post = new Post(vault, hear);
  const tonight = await vault.tonight();
  showTonight(tonight ?? {});
  document.body.dataset.known = tonight ? "yes" : "no";
  restart("home");
  await post.contact();
  // What the friend says meanwhile is worth a question each minute: they may not be safe.
  setInterval(() => { if (!document.hidden) post.contact(); }, ASK_AGAIN_AFTER);
  // What an earlier evening still keeps goes home too, without a word on the screen.
  for (const other of await leftovers(evening)) await new Post(await besides(other), () => {}).contact();
}

keepOffline().catch(() => {});
begin().catch(() => say("unkept"));
