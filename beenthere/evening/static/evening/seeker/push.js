// Offers "a note from this browser" only where the browser can, and asks for leave only when chosen.
const choices = document.querySelectorAll("[data-needs-push]");
const can = "serviceWorker" in navigator && "PushManager" in window && window.isSecureContext;
if (can) for (const choice of choices) choice.hidden = false;

async function subscribe(csrf) {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const worker = await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  const { key } = await (await fetch("/push/key/")).json();
  const raw = Uint8Array.from(atob(key.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const found = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: raw });
  const body = new URLSearchParams({ csrfmiddlewaretoken: csrf, as: "seeker", subscription: JSON.stringify(found) });
  return (await fetch("/push/subscribe/", { method: "POST", body })).ok;
}

for (const form of document.querySelectorAll("form")) {
  if (!form.querySelector("[data-needs-push]")) continue;
  form.addEventListener("submit", async (event) => {
    const chosen = form.querySelector("[name=channel]:checked");
    if (chosen?.value !== "push" || form.dataset.subscribed) return;
    event.preventDefault();
    const csrf = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const ok = await subscribe(csrf).catch(() => false);
    form.dataset.subscribed = "1";
    if (!ok) (form.querySelector("[name=channel][value=code], [name=channel][value=in_app]")).checked = true;
    form.requestSubmit();
  });
}
