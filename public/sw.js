// Service worker: shows one page when there is no connection. It keeps nothing else, least of all pages with personal data.
const CACHE = 'offline-1';
const PAGE = '/offline.html';
const STYLE = '/offline.css';

self.addEventListener('install', (event) => {
  const fresh = (path) => new Request(path, { cache: 'reload', credentials: 'omit' });
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([fresh(PAGE), fresh(STYLE)]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.registration.navigationPreload?.enable())
      .then(() => self.clients.claim()),
  );
});

// Only navigations and the style of the offline page are answered here; files, data, forms and streams go their usual way.
self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    event.respondWith(page(event));
  } else if (new URL(request.url).pathname === STYLE) {
    event.respondWith(kept(STYLE));
  }
});

async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    return kept(PAGE);
  }
}

async function kept(path) {
  return (await caches.match(path)) ?? Response.error();
}
