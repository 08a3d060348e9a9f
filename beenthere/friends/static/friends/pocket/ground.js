// Five senses, one at a time.
import { onShow, restart } from "./screens.js";

const steps = [...document.querySelectorAll("[data-sense]")];
const next = document.getElementById("sense-next");
let at = 0;
let tell;

export function startGround(theTell) { tell = theTell; }

function show(to) {
  at = to;
  steps.forEach((step, place) => { step.hidden = place !== at; });
  next.textContent = at === steps.length - 1 ? next.dataset.last : next.dataset.next;
}

onShow("ground", () => show(0));
next.addEventListener("click", () => {
  if (at < steps.length - 1) return show(at + 1);
  tell("grounded", {});
  restart("home");
});
