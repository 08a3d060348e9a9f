// Four in, six out, no sound. Stops by itself when the screen is left.
import { onLeave, onShow } from "./screens.js";

const IN = 4, OUT = 6;
const circle = document.getElementById("breath");
const word = document.getElementById("breath-word");
const count = document.getElementById("breath-count");
const button = document.getElementById("breath-go");
let timer, tell;
let second = 0;

export function startBreath(theTell) { tell = theTell; }

function tick() {
  const at = second % (IN + OUT);
  const isIn = at < IN;
  circle.dataset.phase = isIn ? "in" : "out";
  if (at === 0 || at === IN) word.textContent = isIn ? circle.dataset.in : circle.dataset.out;
  count.textContent = isIn ? at + 1 : at - IN + 1;
  second += 1;
}

function stop() {
  if (!timer) return;
  clearInterval(timer);
  timer = undefined;
  const breaths = Math.min(999, Math.floor(second / (IN + OUT)));
  if (breaths) tell("breathed", { breaths });
  rest();
}

function rest() {
  second = 0;
  circle.dataset.phase = "rest";
  word.textContent = circle.dataset.rest;
  count.textContent = "";
  button.textContent = button.dataset.start;
}

button.addEventListener("click", () => {
  if (timer) return stop();
  button.textContent = button.dataset.stop;
  tick();
  timer = setInterval(tick, 1000);
});
onShow("breathe", rest);
onLeave("breathe", stop);
