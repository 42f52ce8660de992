/**
 * A push service of our own: takes what the server sends (RFC 8030), opens it as a browser would (RFC 8188, 8291), and hands it to the service worker
 * through the browser's developer tools, because no browser of a test can reach a real one.
 */
import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { BrowserContext, CDPSession, Page } from '@playwright/test';

export interface Push {
  readonly payload: string;
  readonly urgency: string | undefined;
  readonly topic: string | undefined;
  readonly ttl: string | undefined;
}
export interface PushService {
  readonly received: readonly Push[];
  /** From now on `pushManager.subscribe` of this context answers with a subscription here, and what comes is delivered to its worker. */
  readonly attach: (context: BrowserContext, origin: string) => Promise<void>;
  /** What a push service hands over late, or twice. */
  readonly deliver: (payload: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function startPushService(port: number): Promise<PushService> {
  const keys = createECDH('prime256v1');
  keys.generateKeys();
  const auth = randomBytes(16);
  const received: Push[] = [];
  const devices: ((payload: string) => Promise<unknown>)[] = [];
  const server = createServer((request, response) => {
    const parts: Uint8Array[] = [];
    request.on('data', (part: Uint8Array) => parts.push(part));
    request.on('end', () => {
      const { urgency, topic, ttl } = request.headers as Record<string, string | undefined>;
      const payload = open(Buffer.concat(parts), keys, auth);
      received.push({ payload, urgency, topic, ttl });
      response.writeHead(201).end();
      for (const deliver of devices) void deliver(payload);
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return {
    received,
    async attach(context, origin) {
      await context.grantPermissions(['notifications'], { origin });
      const subscription = {
        endpoint: `http://127.0.0.1:${port}/device`,
        p256dh: keys.getPublicKey('base64'),
        auth: auth.toString('base64'),
      };
      await context.addInitScript(shim, subscription);
      const page = await context.newPage();
      devices.push(deliverer(await context.newCDPSession(page), origin));
    },
    deliver: async (payload) => void (await Promise.all(devices.map((deliver) => deliver(payload)))),
    close: () => ended(server),
  };
}

const ended = (server: Server): Promise<void> => new Promise((done) => server.close(() => done()));

function deliverer(cdp: CDPSession, origin: string): (payload: string) => Promise<unknown> {
  let registrationId: string | undefined;
  cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
    for (const one of registrations) if (one.scopeURL.startsWith(origin) && !one.isDeleted) registrationId = one.registrationId;
  });
  const ready = cdp.send('ServiceWorker.enable');
  return async (data) => {
    await ready;
    if (registrationId === undefined) throw new Error('no service worker to deliver to');
    return cdp.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
  };
}

/** In the page: what a browser without a push service cannot do. */
function shim(given: { readonly endpoint: string; readonly p256dh: string; readonly auth: string }): void {
  const bytes = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  const made = (key: ArrayBuffer | undefined) => ({
    endpoint: given.endpoint,
    expirationTime: null,
    options: { userVisibleOnly: true, applicationServerKey: key ?? null },
    getKey: (name: string) => bytes(name === 'auth' ? given.auth : given.p256dh),
    unsubscribe: async () => {
      current = null;
      return true;
    },
  });
  let current: ReturnType<typeof made> | null = null;
  if (!('PushManager' in globalThis)) return;
  PushManager.prototype.subscribe = async (options) => {
    const key = options?.applicationServerKey;
    current = made(key instanceof Uint8Array ? new Uint8Array(key).buffer : undefined);
    return current as unknown as PushSubscription;
  };
  PushManager.prototype.getSubscription = async () => current as unknown as PushSubscription | null;
}

/** RFC 8188 §2.1: salt 16 | record size 4 | length 1 | key of the sender; RFC 8291 §3.4 for the keys. */
function open(body: Buffer, keys: ECDH, auth: Buffer): string {
  const salt = body.subarray(0, 16);
  const end = 21 + (body[20] ?? 0);
  const sender = body.subarray(21, end);
  const derive = (secret: Uint8Array, with_: Uint8Array, info: Uint8Array, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, with_, info, length));
  const shared = derive(
    keys.computeSecret(sender),
    auth,
    Buffer.concat([Buffer.from('WebPush: info\0'), keys.getPublicKey(), sender]),
    32,
  );
  const key = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const sealed = body.subarray(end);
  const cipher = createDecipheriv('aes-128-gcm', key, nonce);
  cipher.setAuthTag(sealed.subarray(-16));
  const plain = Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
}

interface ShownNotification {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
}
/** What of the worker's own scope is used here; these types belong to no page. */
interface WorkerScope extends EventTarget {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: { readonly matchAll: (of: object) => Promise<readonly unknown[]> };
  readonly NotificationEvent: new (type: string, init: { readonly notification: Notification; readonly action: string }) => Event;
}

/** What stands there now: asked of the worker, so also without a page of the app. */
export async function notifications(page: Page): Promise<readonly ShownNotification[]> {
  const [worker] = page.context().serviceWorkers();
  if (worker === undefined) throw new Error('no service worker');
  return worker.evaluate(async () => {
    const shown = await (globalThis as unknown as WorkerScope).registration.getNotifications();
    return shown.map(({ title, body, tag }) => ({ title, body, tag }));
  });
}

/** How many windows of the app its worker knows of: one that was closed is there for moments more. */
export async function windowsOf(page: Page): Promise<number> {
  const [worker] = page.context().serviceWorkers();
  if (worker === undefined) throw new Error('no service worker');
  return worker.evaluate(async () => {
    const { clients } = globalThis as unknown as WorkerScope;
    return (await clients.matchAll({ type: 'window', includeUncontrolled: true })).length;
  });
}

/** Presses an action of the newest notification with this tag. */
export async function pressNotification(context: BrowserContext, tag: string, action: string): Promise<void> {
  const [worker] = context.serviceWorkers();
  if (worker === undefined) throw new Error('no service worker');
  await worker.evaluate(
    async ([wanted, pressed]) => {
      const scope = globalThis as unknown as WorkerScope;
      const notification = (await scope.registration.getNotifications()).find((one) => one.tag === wanted);
      if (notification === undefined) throw new Error('no such notification');
      scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification, action: pressed ?? '' }));
    },
    [tag, action] as const,
  );
}
