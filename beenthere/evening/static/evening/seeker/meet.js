// While two people meet: load again when something changed, go on when the talk is open.
const meet = document.getElementById("meet");
let busy = false;

async function ask() {
  if (busy || document.hidden) return;
  busy = true;
  try {
    const answer = await fetch(meet.dataset.from);
    const go = answer.headers.get("X-Go");
    if (go) return location.assign(go);
    if (answer.ok && (await answer.text()) !== meet.dataset.now) location.reload();
  } catch {
    // The next round asks again.
  } finally {
    busy = false;
  }
}
setInterval(ask, 2000);
