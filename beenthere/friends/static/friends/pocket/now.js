// "What is happening now?" in three taps, and what fits then.
import { list } from "./cards.js";
import { answerTo } from "./choose.js";
import { onShow } from "./screens.js";

const steps = [...document.querySelectorAll("[data-step]")];
const heard = document.getElementById("heard");
const danger = document.getElementById("danger");
let bundle, tell;
let taps = {};
let isExpected = false;

export function startNow(theBundle, theTell) {
  bundle = theBundle;
  tell = theTell;
}

/** Begin with danger ticked, because the friend said so; the host may still take it away. */
export function expectDanger(isUnsafe) {
  isExpected = isUnsafe;
  if (isUnsafe) danger.checked = true;
}

onShow("now", (_about, isBack) => {
  // Back from a card: what was tapped still stands.
  if (isBack && "need" in taps) return show("answer");
  taps = {};
  danger.checked = isExpected;
  show("emotion");
});

function show(name) {
  for (const step of steps) step.hidden = step.dataset.step !== name;
  steps.find((step) => step.dataset.step === name).querySelector("h1, h2").focus({ preventScroll: true });
  document.getElementById("main").scrollTop = 0;
}

for (const button of document.querySelectorAll("[data-tap]")) {
  button.addEventListener("click", () => {
    const { tap, value } = button.dataset;
    taps[tap] = tap === "intensity" ? Number(value) : value;
    if (tap === "emotion") show("intensity");
    else if (tap === "intensity") show("need");
    else answer();
  });
}
for (const one of [heard, danger]) one.addEventListener("change", answer);

function answer() {
  const moment = { ...taps, danger: danger.checked, heard: heard.checked };
  const found = answerTo(bundle, moment);
  document.getElementById("first").hidden = !found.first;
  list(document.getElementById("fitting"), found.cards);
  tell("moment", moment);
  if (found.first) document.getElementById("main").scrollTop = 0;
  if (steps.find((step) => step.dataset.step === "answer").hidden) show("answer");
}
