// A page that waits for the other one: asks every few seconds, says what is new and draws itself anew.
// A page on which somebody writes (data-keeps) only says it; what was typed stays as it is.
const watched = document.querySelector("[data-watch]");
let busy = false;

// There before anything is said, so that a screen reader reads it when it is.
const news = document.createElement("div");
news.setAttribute("role", "status");
news.className = "friends__news";
watched.after(news);

async function ask() {
  if (busy || document.hidden) return;
  busy = true;
  try {
    const answer = await fetch(watched.dataset.watch, { headers: { Accept: "text/plain" } });
    const go = answer.headers.get("X-Go");
    if (go) return location.assign(go);
    if (!answer.ok) return;
    // What the page knows was drawn with it, so that nothing is missed between drawing and asking.
    const now = await answer.text();
    if (now !== watched.dataset.now) await tell(now);
  } catch {
    // The next round asks again.
  } finally {
    busy = false;
  }
}

async function tell(now) {
  if (!watched.dataset.news) return location.reload();
  const words = await fragment(watched.dataset.news);
  if (!words) return location.reload();
  if (!("keeps" in watched.dataset)) {
    const fresh = (await fragment(location.href))?.querySelector("#main");
    if (!fresh) return location.reload();
    words.querySelector("[data-while-writing]")?.remove();
    for (const old of [...watched.parentNode.childNodes]) if (old !== watched && old !== news) old.remove();
    fresh.querySelector("[data-watch]")?.remove();
    watched.parentNode.append(...fresh.childNodes);
  }
  news.replaceChildren(...words.body.childNodes);
  watched.dataset.now = now;
}

/** Return a page or a piece of one; null when it leads elsewhere, such as to signing in. */
async function fragment(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}
ask();
setInterval(ask, 3000);

const link = document.querySelector("[data-copy]");
link?.addEventListener("focus", () => link.select());
