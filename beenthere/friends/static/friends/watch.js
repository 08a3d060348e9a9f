// A page that waits for the other one: asks every few seconds and goes on by itself. Never while somebody writes.
const watched = document.querySelector("[data-watch]");
let busy = false;

async function ask() {
  if (busy || document.hidden) return;
  busy = true;
  try {
    const answer = await fetch(watched.dataset.watch, { headers: { Accept: "text/plain" } });
    const go = answer.headers.get("X-Go");
    if (go) return location.assign(go);
    if (!answer.ok) return;
    // What the page knows was drawn with it, so that nothing is missed between drawing and asking.
    if ((await answer.text()) !== watched.dataset.now) location.reload();
  } catch {
    // The next round asks again.
  } finally {
    busy = false;
  }
}
ask();
setInterval(ask, 3000);

const link = document.querySelector("[data-copy]");
link?.addEventListener("focus", () => link.select());
