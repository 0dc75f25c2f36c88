// What the browser keeps of this house while no page is open: it shows what is pushed, and opens the page it names.
// Without a network it shows one page, the same for everybody; nothing else is ever kept, so no price is a stale one.
const SHELF = 'front-row-offline';
const OFFLINE = '/offline.html';

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(
    caches.open(SHELF).then((shelf) => shelf.add(new Request(OFFLINE, { cache: 'reload', credentials: 'omit' }))),
  );
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  if (event.request.mode !== 'navigate' || event.request.method !== 'GET') return;
  event.respondWith(fetch(event.request).catch(async () => (await caches.match(OFFLINE)) ?? Response.error()));
});

function told(event) {
  try {
    return event.data.json();
  } catch {
    return {};
  }
}

self.addEventListener('push', (event) => {
  const { title = 'Front Row', body = '', url = '/', lang = '', tag = 'front-row' } = told(event);
  event.waitUntil(self.registration.showNotification(title, { body, lang, tag, icon: '/icon-192.png', data: { url } }));
});

self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  const asked = new URL(event.notification.data?.url ?? '/', self.location.origin);
  const page = asked.origin === self.location.origin ? asked.href : self.location.origin;
  event.waitUntil(
    self.clients.matchAll({ type: 'window' }).then((open) => {
      const there = open.find((client) => client.url.split('#')[0] === page);
      return there ? there.focus() : self.clients.openWindow(page);
    }),
  );
});
