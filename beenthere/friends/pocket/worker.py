"""The pocket's service worker: the page and its files from the browser's cache, everything else from the network.

It has a scope of its own, ``/pocket/``. The worker of ``notices`` keeps the scope ``/``: a browser gives each page to the
worker with the longest scope, and a push goes to the worker that subscribed, so neither takes anything from the other.
It caches the fixed list below and never an answer about an evening: those addresses are not in the list.
"""

import json

from beenthere.friends.pocket import bundle

SCRIPT = """\
const CACHE = "pocket-" + VERSION;
const KEPT = new Set(FILES);
const fresh = (path) => new Request(path, { cache: "reload", credentials: "omit" });

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const cache = await caches.open(CACHE);
    await cache.addAll([SHELL, ...FILES].map(fresh));
    await self.skipWaiting();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("pocket-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

// The same page for every evening: which one it is stands in the address and on the phone, never in the cache.
self.addEventListener("fetch", (event) => {
  const asked = new URL(event.request.url);
  if (event.request.method !== "GET" || asked.origin !== self.location.origin) return;
  const isPage = event.request.mode === "navigate" && /^\\/pocket\\/([^/]+\\/)?$/.test(asked.pathname);
  const path = isPage ? SHELL : asked.pathname;
  if (!isPage && !KEPT.has(path)) return;
  event.respondWith((async () => {
    const kept = await (await caches.open(CACHE)).match(path);
    return kept ?? fetch(event.request);
  })());
});
"""


def script() -> str:
    """Return the worker; a new version of any kept file makes it another script, so that browsers fetch it anew."""
    told = {"VERSION": bundle.version(), "FILES": bundle.kept_files(), "SHELL": "/pocket/"}
    lines = [f"const {name} = {json.dumps(value)};" for name, value in told.items()]
    return "\n".join([*lines, SCRIPT])
