"""The service worker: shows a neutral notice and opens its page. It keeps nothing.

A second notice takes the place of the first, and makes itself heard again (``renotify``): it was sent because nobody came.
"""

SERVICE_WORKER = """\
self.addEventListener("push", (event) => {
  const note = event.data ? event.data.json() : {};
  event.waitUntil(self.registration.showNotification(note.title || "A note for you", {
    body: note.body || "", tag: "note", renotify: true, data: { link: note.link || "/" },
  }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const link = new URL(event.notification.data.link, self.location.origin);
  if (link.origin === self.location.origin) event.waitUntil(self.clients.openWindow(link.href));
});
"""
