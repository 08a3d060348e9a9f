// One screen at a time. The way back is the phone's own; the address never says what is on the screen.
const screens = new Map([...document.querySelectorAll("[data-screen]")].map((one) => [one.dataset.screen, one]));
const whenShown = new Map();
const whenLeft = new Map();
let way = [["home", undefined]];

export const shown = () => way[way.length - 1][0];
export function onShow(name, act) { whenShown.set(name, act); }
export function onLeave(name, act) { whenLeft.set(name, act); }

/** Show a screen, with what it is about. */
export function go(name, about) {
  whenLeft.get(shown())?.();
  way.push([name, about]);
  history.pushState({ depth: way.length }, "");
  draw();
}

/** Show a screen in place of everything before it. */
export function restart(name, about) {
  whenLeft.get(shown())?.();
  way = [[name, about]];
  draw();
}

addEventListener("popstate", () => {
  if (way.length < 2) return;
  whenLeft.get(shown())?.();
  way.pop();
  draw(true);
});

function draw(isBack = false) {
  const [name, about] = way[way.length - 1];
  for (const [one, screen] of screens) screen.hidden = one !== name;
  for (const link of document.querySelectorAll("nav [data-go]")) {
    if (link.dataset.go === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  whenShown.get(name)?.(about, isBack);
  document.getElementById("main").scrollTop = 0;
  screens.get(name).querySelector("h1")?.focus({ preventScroll: true });
}

document.addEventListener("click", ({ target }) => {
  const link = target.closest?.("[data-go]");
  if (link) go(link.dataset.go, link.dataset.about);
  if (target.closest?.("[data-back]")) history.back();
});
