// A note from this browser: whether it can, and asking for leave. Each page decides when to ask.
export const can = "serviceWorker" in navigator && "PushManager" in window && window.isSecureContext;

/** Subscribe this browser for a seeker or a member ("as"); true once the service knows where to reach it. */
export async function subscribe(csrf, as) {
  if ((await Notification.requestPermission()) !== "granted") return false;
  const worker = await navigator.serviceWorker.register("/sw.js", { scope: "/" });
  const { key } = await (await fetch("/push/key/")).json();
  const raw = Uint8Array.from(atob(key.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const found = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: raw });
  const body = new URLSearchParams({ csrfmiddlewaretoken: csrf, as, subscription: JSON.stringify(found) });
  return (await fetch("/push/subscribe/", { method: "POST", body })).ok;
}
