// Leave fast: cover the screen at once, end the visit on the server, replace this page.
const form = document.getElementById("leave");
const presses = [];

function leave(event) {
  event?.preventDefault();
  const cover = document.createElement("div");
  cover.className = "cover";
  document.body.replaceChildren(cover);
  document.title = "";
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" }).catch(() => {});
  // Given a moment the request leaves first; the screen is covered already.
  setTimeout(() => location.replace(navigator.onLine ? form.dataset.away : "about:blank"), 30);
}

form.addEventListener("submit", leave);
document.getElementById("leave-again").addEventListener("click", leave);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Shift" || event.repeat) return;
  const now = performance.now();
  presses.push(now);
  while (presses[0] < now - 5000) presses.shift();
  if (presses.length >= 3) leave();
});
document.addEventListener("keyup", (event) => { if (event.key !== "Shift") presses.length = 0; });
// A page kept in the browser's memory must not come back with what was on it.
window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
