/**
 * A push service of our own that answers as it is told: takes a push and opens it as a browser does (RFC 8188, RFC 8291), refuses it, says that a
 * subscription is gone, or says nothing until the test goes on.
 */
import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import type { PushEndpoint } from '@sanad/model/wire/push';

export type Reply = 'taken' | 'down' | 'busy' | 'gone' | 'silent';

export interface PushService {
  readonly origin: string;
  subscribe(device: string): PushEndpoint;
  /** Devices that were told that their subscription is gone, and have no other one yet. */
  gone(): readonly string[];
  /** What gets no answer is cut off. */
  cutOff(): void;
  readonly counts: ReadonlyMap<Reply, number>;
  /** Device, kind, alarm, ring: how often the service took it. A device shows each once (NOTIFY-3). */
  readonly taken: ReadonlyMap<string, number>;
  /** What the service took, in order. */
  readonly pushes: readonly { readonly device: string; readonly payload: Readonly<Record<string, unknown>> }[];
  stop(): Promise<void>;
}

interface Browser {
  readonly device: string;
  readonly ecdh: ECDH;
  readonly auth: Buffer;
}

export async function startPushService(reply: () => Reply): Promise<PushService> {
  const browsers = new Map<string, Browser>();
  const gone = new Set<string>();
  const silent = new Set<ServerResponse>();
  const counts = new Map<Reply, number>();
  const taken = new Map<string, number>();
  const pushes: PushService['pushes'][number][] = [];
  const server = createServer((request, response) => {
    const parts: Uint8Array[] = [];
    request.on('data', (part: Uint8Array) => parts.push(part));
    request.on('end', () => {
      const browser = browsers.get(request.url ?? '');
      if (browser === undefined) return response.writeHead(410).end();
      const how = reply();
      counts.set(how, (counts.get(how) ?? 0) + 1);
      switch (how) {
        case 'taken': {
          const payload = JSON.parse(open(Buffer.concat(parts), browser));
          const { k, a, r } = payload;
          pushes.push({ device: browser.device, payload });
          const key = `${browser.device} ${k} ${a} ${r}`;
          taken.set(key, (taken.get(key) ?? 0) + 1);
          return response.writeHead(201).end();
        }
        case 'down':
          return response.writeHead(503).end();
        case 'busy':
          return response.writeHead(429, { 'retry-after': '90' }).end();
        case 'gone':
          browsers.delete(request.url ?? '');
          gone.add(browser.device);
          return response.writeHead(410).end();
        case 'silent':
          return silent.add(response);
      }
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const cutOff = (): void => {
    for (const response of silent) response.destroy();
    silent.clear();
  };
  let made = 0;
  return {
    origin,
    subscribe(device) {
      const ecdh = createECDH('prime256v1');
      const p256dh = new Uint8Array(ecdh.generateKeys());
      const auth = randomBytes(16);
      browsers.set(`/${made}`, { device, ecdh, auth });
      gone.delete(device);
      return { endpoint: `${origin}/${made++}`, p256dh, auth: new Uint8Array(auth) };
    },
    gone: () => [...gone],
    cutOff,
    counts,
    taken,
    pushes,
    async stop() {
      cutOff();
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** RFC 8188 §2.1: salt 16 | record size 4 | length 1 | key of the sender; RFC 8291 §3.4 for the keys. */
function open(body: Buffer, { ecdh, auth }: Browser): string {
  const derive = (salt: Uint8Array, secret: Uint8Array, info: string | Buffer, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, info, length));
  const salt = body.subarray(0, 16);
  const end = 21 + body.readUInt8(20);
  const sender = body.subarray(21, end);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), ecdh.getPublicKey(), sender]);
  const shared = derive(auth, ecdh.computeSecret(sender), info, 32);
  const key = derive(salt, shared, 'Content-Encoding: aes128gcm\0', 16);
  const nonce = derive(salt, shared, 'Content-Encoding: nonce\0', 12);
  const cipher = createDecipheriv('aes-128-gcm', key, nonce);
  cipher.setAuthTag(body.subarray(-16));
  const plain = Buffer.concat([cipher.update(body.subarray(end, -16)), cipher.final()]);
  return plain.subarray(0, plain.lastIndexOf(2)).toString('utf8');
}
