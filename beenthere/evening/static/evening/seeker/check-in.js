// The check-in as three calm steps. Without this file it is one page; nothing is lost either way.
import { Sum } from "./sum.js";

const form = document.getElementById("check-in");
const steps = [...form.querySelectorAll(".step")];
const actions = document.getElementById("step-actions");
const submit = actions.querySelector("button[type=submit]");
const count = document.getElementById("step-count");
const problem = document.getElementById("problem");
actions.prepend(document.getElementById("step-buttons").content.cloneNode(true));
const button = (go) => actions.querySelector(`[data-go=${go}]`);
const sum = new Sum({ place: document.getElementById("sum"), form });
let at = problem.hidden ? 0 : steps.length - 1;

function show(to, { focus = true } = {}) {
  at = Math.max(0, Math.min(steps.length - 1, to));
  steps.forEach((step, i) => { step.hidden = i !== at; });
  count.hidden = false;
  count.textContent = form.dataset.wordsStep.replace("{n}", at + 1);
  const isLast = at === steps.length - 1;
  button("back").hidden = at === 0;
  button("next").hidden = isLast;
  button("skip").hidden = isLast;
  submit.hidden = !isLast;
  if (!focus) return;
  const heading = steps[at].querySelector("legend, h2");
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  window.scrollTo({ top: 0 });
}

button("back").addEventListener("click", () => show(at - 1));
button("next").addEventListener("click", () => show(at + 1));
button("skip").addEventListener("click", () => show(steps.length - 1));
show(at, { focus: false });

for (const shown of form.querySelectorAll("[data-shown-for]")) {
  const wanted = shown.dataset.shownFor.split(" ");
  const update = () => { shown.hidden = !wanted.includes(new FormData(form).get("answer")); };
  form.addEventListener("change", update);
  update();
}

// Sent by hand, so that a line that drops loses nothing and says so.
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (submit.disabled) return;
  submit.disabled = true;
  try {
    // Nobody who is not safe waits for a sum.
    if (sum.isAsked && !["yes", "not_sure"].includes(new FormData(form).get("answer"))) await sum.ready;
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "follow" });
    if (answer.redirected) return location.assign(answer.url);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const asked = page.getElementById("sum")?.dataset;
    if (answer.status === 429 && asked?.challenge) {
      sum.take(asked);
      await sum.ready;
      submit.disabled = false;
      return form.requestSubmit(submit);
    }
    if (asked?.challenge) sum.take(asked);
    const called = page.getElementById("called");
    if (called?.childElementCount) document.getElementById("called").replaceWith(called);
    const said = page.getElementById("problem") ?? page.querySelector("main");
    tell(said.textContent.trim());
  } catch {
    tell(form.dataset.wordsUnsent);
  } finally {
    submit.disabled = false;
  }
});

function tell(words) {
  problem.textContent = words;
  problem.hidden = false;
  problem.scrollIntoView({ block: "center" });
}
