// A card as a screen, and lists of cards. Text goes in as text, never as markup.
import { onShow, go } from "./screens.js";

let bundle, tell;
const at = (name) => document.querySelector(`[data-card=${name}]`);
const didFit = document.querySelectorAll("[data-did]");
let open = "";

export function startCards(theBundle, theTell) {
  bundle = theBundle;
  tell = theTell;
}

/** Fill a list with buttons that open cards. */
export function list(into, slugs) {
  into.replaceChildren(...slugs.filter((slug) => bundle.cards[slug]).map(row));
}

function row(slug) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  button.className = "card";
  button.type = "button";
  button.append(text("strong", bundle.cards[slug].name), text("span", bundle.cards[slug].what));
  button.addEventListener("click", () => go("card", slug));
  item.append(button);
  return item;
}

function text(kind, words) {
  const made = document.createElement(kind);
  made.textContent = words;
  return made;
}

onShow("card", (slug) => {
  const card = bundle.cards[slug];
  at("name").textContent = card.name;
  at("what").textContent = card.what;
  at("say").textContent = card.say;
  at("not").textContent = card.not;
  at("steps").replaceChildren(...card.steps.map((step) => text("li", step)));
  document.getElementById("fits").textContent = "";
  for (const button of didFit) button.setAttribute("aria-pressed", "false");
  if (open !== slug) tell("opened", { card: slug });
  open = slug;
});

for (const button of didFit) {
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") return;
    for (const one of didFit) one.setAttribute("aria-pressed", String(one === button));
    document.getElementById("fits").textContent = button.dataset.words;
    tell("fitted", { card: open, did: button.dataset.did === "yes" });
  });
}

const find = document.getElementById("find");
onShow("all", () => showAll());
find.addEventListener("input", showAll);

function showAll() {
  const wanted = find.value.trim().toLowerCase();
  const slugs = Object.keys(bundle.cards).sort((one, other) => bundle.cards[one].name.localeCompare(bundle.cards[other].name));
  const has = (slug) => `${bundle.cards[slug].name} ${bundle.cards[slug].what}`.toLowerCase().includes(wanted);
  list(document.getElementById("every"), slugs.filter(has));
}
