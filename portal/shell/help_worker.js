// Keeps the page of help, its styles and its letters for when there is no network. Nothing else:
// what is not in FILES is left to the browser. NAME, CACHE, PAGE and FILES stand above, written by
// portal/shell/views/pages.py.
// Without the session: what is kept says nothing of who asked for it.
const fresh = (path) => new Request(path, { credentials: "omit", cache: "no-cache" });

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES.map(fresh))).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  const old = (name) => name.startsWith(`${NAME}-`) && name !== CACHE;
  const sweep = async () => {
    for (const name of await caches.keys()) if (old(name)) await caches.delete(name);
    await clients.claim();
  };
  event.waitUntil(sweep());
});

const page = async (request) => {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(PAGE);
  try {
    // A network that hardly answers is no network: the numbers come first.
    return await fetch(request, kept ? { signal: AbortSignal.timeout(3000) } : {});
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
};

const file = async (request, path) => (await (await caches.open(CACHE)).match(path)) ?? fetch(request);

addEventListener("fetch", (event) => {
  const { origin, pathname } = new URL(event.request.url);
  if (event.request.method !== "GET" || origin !== location.origin || !FILES.includes(pathname)) return;
  if (pathname !== PAGE) return event.respondWith(file(event.request, pathname));
  event.respondWith(page(event.request));
  // The numbers kept are those last read.
  event.waitUntil(caches.open(CACHE).then((cache) => cache.add(fresh(PAGE))).catch(() => {}));
});
