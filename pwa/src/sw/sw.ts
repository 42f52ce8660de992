/**
 * The service worker: the shell opens offline, on any address. It takes over only when the page says so (never mid-typing), and keeps
 * nothing of the server's but photos of colleagues, which a sign-out deletes. It is what a push wakes, and what takes what other apps share.
 */
import { cleanupOutdatedCaches, createHandlerBoundToURL, type PrecacheEntry, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { photoCacheFor } from '../platform/photo-cache.ts';
import { dropOldShare } from '../platform/share.ts';
import { onPress, onPush, onSubscriptionChange } from './push-events.ts';
import { sharePlace, takeShare } from './take-share.ts';

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: readonly (PrecacheEntry | string)[] };

const photoPath = /^\/api\/v1\/users\/[0-9a-f-]{36}\/photo$/;
const maxPhotos = 600;
/** Addresses that are the server's: never answered with the shell. */
const served = [/^\/api\//, /^\/sync/, /^\/metrics/, /^\/healthz/, /^\/readyz/, /^\/admin/];

cleanupOutdatedCaches();
precacheAndRoute([...self.__WB_MANIFEST]);
registerRoute(new NavigationRoute(createHandlerBoundToURL('/index.html'), { denylist: served }));
registerRoute(
  ({ url, sameOrigin }) => sameOrigin && photoPath.test(url.pathname),
  ({ request, url }) => photo(request, photoCacheFor(url)),
);
// Before anything is taken: it must not go with what it replaces. A browser that refuses storage keeps nothing.
const tidied = dropOldShare(sharePlace, Date.now()).catch(() => undefined);
registerRoute(
  ({ request, url, sameOrigin }) => sameOrigin && url.pathname === '/share' && request.destination === 'document',
  ({ request }) => share(request),
  'POST',
);

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  const data: unknown = event.data;
  if (typeof data === 'object' && data !== null && 'type' in data && data.type === 'SKIP_WAITING') void self.skipWaiting();
});

self.addEventListener('push', (event) => event.waitUntil(onPush(event.data)));
self.addEventListener('notificationclick', (event) => event.waitUntil(onPress(event.action, event.notification)));
self.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(onSubscriptionChange()));

/** The page says the rest. */
async function share(request: Request): Promise<Response> {
  await tidied;
  const refused = await takeShare(request, Date.now());
  return Response.redirect(refused === undefined ? '/share' : `/share?no=${refused}`, 303);
}

/** A photo's address carries its hash, so that a kept one is never stale; only the query tells two of them apart. */
async function photo(request: Request, name: string | undefined): Promise<Response> {
  if (name === undefined) return fetch(request, { cache: 'no-store' });
  const cache = await caches.open(name);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) {
    await cache.put(request, fresh.clone());
    await trim(cache);
  }
  return fresh;
}

async function trim(cache: Cache): Promise<void> {
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - maxPhotos)).map((key) => cache.delete(key)));
}
