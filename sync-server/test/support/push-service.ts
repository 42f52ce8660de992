/**
 * A push service on a free port of this machine: takes pushes, checks who signed them, opens them with the subscriber's keys by the
 * reference library. What it answers is told per subscriber and may change. Add `origin` to PUSH_SERVICES.
 */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import ece from 'http_ece';
import { type Browser, makeBrowser, readVapid, type Vapid } from './open-push.ts';

export interface TakenPush {
  readonly atMs: number;
  readonly headers: IncomingHttpHeaders;
  readonly vapid: Vapid | undefined;
  /** As it came. */
  readonly sealed: Uint8Array;
  /** Opened. */
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into payloads of every kind
  readonly payload: any;
}
/** A status, or with headers; `hang`: it never answers. */
export type Reply = number | { readonly status: number; readonly headers: Readonly<Record<string, string>> } | 'hang';

export interface Subscriber extends Browser {
  readonly endpoint: string;
  /** What /me/push takes. */
  readonly subscription: { readonly endpoint: string; readonly p256dh: Uint8Array; readonly auth: Uint8Array };
  /** Everything that was sent here, taken or not. */
  readonly pushes: TakenPush[];
  reply: Reply;
  /** Of a request that hangs. */
  readonly answerHanging: (status: number) => void;
}
export interface PushService {
  readonly origin: string;
  readonly subscribe: () => Subscriber;
  readonly stop: () => Promise<void>;
}

export async function startPushService(port = 0): Promise<PushService> {
  const subscribers = new Map<string, Subscriber>();
  const hanging = new Map<ServerResponse, Subscriber>();
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const subscriber = subscribers.get(request.url ?? '');
      if (subscriber === undefined) return response.writeHead(404).end();
      const sealed = Buffer.concat(parts);
      const opened = open(subscriber, sealed);
      subscriber.pushes.push({
        atMs: Date.now(),
        headers: request.headers,
        vapid: readVapid(request.headers.authorization),
        sealed: new Uint8Array(sealed),
        text: opened,
        payload: opened === '' ? undefined : JSON.parse(opened),
      });
      const { reply } = subscriber;
      if (reply === 'hang') return hanging.set(response, subscriber);
      return typeof reply === 'number'
        ? response.writeHead(reply, { location: '/elsewhere' }).end()
        : response.writeHead(reply.status, reply.headers).end();
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  return {
    origin,
    subscribe: () => {
      const browser = makeBrowser();
      const path = `/push/${subscribers.size + 1}-${Buffer.from(browser.auth).toString('hex')}`;
      const endpoint = `${origin}${path}`;
      const subscription = { endpoint, p256dh: browser.p256dh, auth: browser.auth };
      const answerHanging = (status: number): void => {
        for (const [response, whose] of hanging)
          if (whose === subscriber && hanging.delete(response)) response.writeHead(status).end();
      };
      const subscriber: Subscriber = { ...browser, endpoint, subscription, pushes: [], reply: 201, answerHanging };
      subscribers.set(path, subscriber);
      return subscriber;
    },
    stop: async () => {
      for (const response of hanging.keys()) response.destroy();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** Empty: it does not open. */
function open({ ecdh, auth }: Browser, sealed: Buffer): string {
  try {
    const authSecret = Buffer.from(auth).toString('base64url');
    return ece.decrypt(sealed, { version: 'aes128gcm', privateKey: ecdh, authSecret }).toString();
  } catch {
    return '';
  }
}
