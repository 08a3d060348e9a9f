"""The service worker: shows a neutral notice and opens its page. It keeps nothing."""

SERVICE_WORKER = """\
self.addEventListener("push", (event) => {
  const note = event.data ? event.data.json() : {};
  event.waitUntil(self.registration.showNotification(note.title || "A note for you", {
    body: note.body || "", tag: "note", data: { link: note.link || "/" },
  }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const link = new URL(event.notification.data.link, self.location.origin);
  if (link.origin === self.location.origin) event.waitUntil(self.clients.openWindow(link.href));
});
"""
