// What a friend said of their safety, in the host's chat: it stands outside of the companion, and a page that missed the moment asks.
const ASK_AGAIN_AFTER = 20000;

/** Keep the line true; returns what to call when the service speaks of it, or the connection is back. */
export function startUnsafe(root) {
  const place = root.querySelector("[data-unsafe]");
  if (!place) return { told() {}, look() {} };
  const words = root.querySelector("[data-unsafe-words]").content;
  const show = () => place.firstChild || place.append(words.cloneNode(true));

  async function look() {
    // A page behind others shows it to nobody: then the host is still sent a note.
    const path = document.hidden ? place.dataset.path : `${place.dataset.path}?seen`;
    const answer = await fetch(path, { cache: "no-store" }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    const said = await answer.text();
    if (said === "yes") show();
    else if (said === "no") place.replaceChildren();
  }
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
  setInterval(() => { if (root.dataset.state !== "ended") look(); }, ASK_AGAIN_AFTER);
  return { told() { show(); look(); }, look };
}
