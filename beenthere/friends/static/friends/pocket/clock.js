// The gentle reminder of the end that was planned: words on the screen, no sound, gone with one tap.
const SOON = 10 * 60 * 1000;
const reminder = document.getElementById("reminder");
const said = new Set();
let endsAt = 0;

export function endIs(at) {
  endsAt = at;
  look();
}

function look() {
  if (!endsAt) return;
  const left = endsAt - Date.now();
  const now = left <= 0 ? "over" : left <= SOON ? "soon" : "";
  if (!now || said.has(now)) return;
  said.add(now);
  reminder.querySelector("span").textContent = reminder.dataset[now];
  reminder.hidden = false;
}

reminder.querySelector("button").addEventListener("click", () => { reminder.hidden = true; });
setInterval(look, 15000);
