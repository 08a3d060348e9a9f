// The first screen: what was planned, the cards at hand, a line for oneself, the end.
import { list } from "./cards.js";
import { endIs } from "./clock.js";
import { expectDanger } from "./now.js";
import { go, restart } from "./screens.js";

const PLAN = ["intention", "not_tonight", "look_after"];

/** Show what was planned for tonight. */
export function showTonight(tonight) {
  for (const part of PLAN) {
    const words = tonight.plan?.[part] ?? "";
    for (const place of document.querySelectorAll(`[data-plan=${part}]`)) place.textContent = words;
    for (const around of document.querySelectorAll(`[data-has=${part}]`)) around.hidden = !words;
  }
  list(document.getElementById("planned"), tonight.cards ?? []);
  document.getElementById("unplanned").hidden = Boolean(tonight.cards?.length);
  const end = document.getElementById("until");
  end.hidden = !tonight.ends_at;
  end.textContent = end.dataset.words.replace("{time}", timeOf(tonight.ends_at));
  endIs(tonight.ends_at);
  sayUnsafe(Boolean(tonight.not_safe));
}

/** The friend said that they may not be safe: it stands on every screen, and the three taps begin with it. */
function sayUnsafe(isUnsafe) {
  const place = document.getElementById("unsafe");
  if (place.hidden !== isUnsafe) return;
  place.hidden = !isUnsafe;
  expectDanger(isUnsafe);
}

export const timeOf = (at) => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const dayOf = (at) => new Date(at).toLocaleString([], { dateStyle: "long", timeStyle: "short" });

/** Say that nothing of the evening is left here, and when that became so. */
export function showGone(news, { erased_at, forgotten_at }) {
  const screen = document.querySelector(`[data-screen=${news}]`);
  for (const [name, at] of [["erased", erased_at], ["forgotten", forgotten_at]]) {
    const place = screen.querySelector(`[data-when=${name}]`);
    if (place && at) place.textContent = dayOf(at);
  }
  showTonight({});
  document.getElementById("note-text").value = "";
  restart(news);
}

export function startHome(tell) {
  const note = document.getElementById("note");
  note.addEventListener("submit", async (event) => {
    event.preventDefault();
    const box = document.getElementById("note-text");
    const said = document.getElementById("note-said");
    said.textContent = "";
    const text = box.value.replace(/\s+/g, " ").trim();
    if (!text) return box.focus();
    if (!(await tell("note", { text }))) return;
    box.value = "";
    said.textContent = note.dataset.kept;
  });
  document.getElementById("end").addEventListener("click", () => {
    tell("ended", {});
    go("ended");
  });
  const dim = document.getElementById("dim");
  dim.addEventListener("click", () => {
    const isDim = document.documentElement.classList.toggle("is-dim");
    dim.setAttribute("aria-pressed", String(isDim));
  });
}
