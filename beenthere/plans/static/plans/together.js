// The plan as a dialog in the chat: loaded when it is opened, looked at again every few seconds while it is.
import { Boxes } from "./boxes.js";

const EVERY = 3000;
const PATIENCE = 8000;

const dialog = document.getElementById("plan");
const place = dialog.querySelector("[data-plan-place]");
const { path, side } = dialog.dataset;
let boxes = null;
let timer;
let isShown = null;

// Beside the talk where there is room, so that both can be read; over it on a phone.
const isWide = matchMedia("(min-width: 70rem)");

for (const button of document.querySelectorAll("[data-opens-plan]")) button.addEventListener("click", () => open());
dialog.addEventListener("keydown", (event) => event.key === "Escape" && dialog.close());
dialog.addEventListener("close", () => {
  boxes?.saveAll();
  clearTimeout(timer);
});

async function open() {
  if (!dialog.open && isWide.matches) dialog.show();
  if (!dialog.open) dialog.showModal();
  // Words that are not saved yet stay as they are; everything else is drawn anew.
  if (!boxes?.isDirty) await draw();
  look();
}

async function draw() {
  try {
    const answer = await fetch(path, { headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.body.childNodes);
    wire();
  } catch {
    place.textContent = dialog.dataset.off;
  }
}

function wire() {
  const root = place.querySelector("[data-plan-boxes]");
  boxes = root ? new Boxes(root) : null;
  isShown = !place.querySelector("[data-plan-hidden]");
  place.querySelector("[data-plan-show]")?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const form = event.target;
    const body = new URLSearchParams(new FormData(form));
    await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => {});
    if (!boxes?.isDirty) draw();
  });
}

async function look() {
  clearTimeout(timer);
  if (!dialog.open) return;
  timer = setTimeout(look, EVERY);
  if (document.hidden) return;
  try {
    const answer = await fetch(path, { headers: { Accept: "application/json" }, signal: AbortSignal.timeout(PATIENCE) });
    if (!answer.ok) return;
    const now = await answer.json();
    if (now.shown !== isShown) await draw();
    else boxes?.hear(now.steps, side);
  } catch {
    // The next look will tell.
  }
}
