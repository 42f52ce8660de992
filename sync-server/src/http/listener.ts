/** The port: HTTP, or HTTPS when a certificate is set (HTTP-10). It listens before the app exists, so that the app knows its address. */
import { readFileSync } from 'node:fs';
import { createServer as createHttp, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { Duplex } from 'node:stream';
import { getRequestListener } from '@hono/node-server';
import { err, ok, type Result } from '@sanad/model/result';
import type { Config } from '../config.ts';
import { createSlowRequests, type SlowRequestBounds } from './slow-requests.ts';

export interface Listener {
  readonly port: number;
  readonly scheme: 'http' | 'https';
  /** Until then every request is answered 503. */
  readonly serve: (
    /** `cut`: ends the connection in the middle of its answer. */
    fetch: (request: Request, remoteAddress: string | undefined, cut: () => void) => Response | Promise<Response>,
    upgrade: (request: IncomingMessage, socket: Duplex, head: Uint8Array) => void,
  ) => void;
  /** No new connections; waits for the running requests, but not for ever. */
  readonly close: () => Promise<void>;
}
const closePatienceMs = 3000;

export interface Patience {
  /** With a connection on which nothing moves, in either direction, while a request is open. */
  readonly idleMs: number;
  readonly lookMs: number;
  readonly body: SlowRequestBounds;
}
/** Devices give up earlier (FILE-6). A snapshot of 16 MiB on a slow line takes its minutes, a file as long as it moves. */
const patience: Patience = { idleMs: 90_000, lookMs: 10_000, body: { patienceMs: 300_000, leastBytesPerSecond: 4096 } };

export type ListenError = { readonly type: 'tls-files' } | { readonly type: 'port' };

export async function openListener(
  config: Pick<Config, 'host' | 'port' | 'tls'>,
  { idleMs, lookMs, body }: Patience = patience,
): Promise<Result<Listener, ListenError>> {
  let server: Server;
  try {
    server =
      config.tls === undefined
        ? createHttp()
        : createHttps({ cert: readFileSync(config.tls.certPath), key: readFileSync(config.tls.keyPath), minVersion: 'TLSv1.2' });
  } catch {
    return err({ type: 'tls-files' });
  }
  const starting = (_request: unknown, response: { writeHead: (status: number) => { end: () => void } }): void => {
    response.writeHead(503).end();
  };
  server.on('request', starting);
  server.headersTimeout = 15_000;
  server.requestTimeout = 0; // of the whole: what moves is not cut
  server.timeout = idleMs;
  const slow = createSlowRequests(body, () => performance.now());
  const looking = setInterval(slow.look, lookMs).unref();
  const isOpen = await new Promise<boolean>((done) => {
    server.once('error', () => done(false));
    server.listen(config.port, config.host, () => done(true));
  });
  const address = server.address();
  if (!isOpen || address === null || typeof address === 'string') return err({ type: 'port' });
  return ok({
    port: address.port,
    scheme: config.tls === undefined ? 'http' : 'https',
    serve: (fetch, upgrade) => {
      const listener = getRequestListener(
        (request, env) => {
          const remoteAddress = 'incoming' in env ? env.incoming.socket.remoteAddress : undefined;
          return fetch(request, remoteAddress, () => void ('outgoing' in env && env.outgoing.destroy()));
        },
        { overrideGlobalObjects: false },
      );
      server.removeListener('request', starting);
      server.on('request', (request, response) => {
        slow.begin(request);
        listener(request, response).catch(() => response.destroy());
      });
      server.on('upgrade', upgrade);
    },
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      server.closeIdleConnections();
      const impatience = setTimeout(() => server.closeAllConnections(), closePatienceMs);
      await closed;
      clearTimeout(impatience);
      clearInterval(looking);
    },
  });
}
