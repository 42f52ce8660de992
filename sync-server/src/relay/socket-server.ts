/**
 * The `/sync` door (SYNC-1, SYNC-4, HTTP-4): Origin, then session, before the upgrade; heartbeat and the end of dead sockets after it.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { UserId } from '@sanad/model/ids';
import { CLOSE_CODES } from '@sanad/model/wire/error-code';
import { maxFrameBytes } from '@sanad/model/wire/limits';
import { WebSocketServer } from 'ws';
import { endedSessions, findSession, type SessionDeps } from '../auth/session.ts';
import { isOwnOrigin, type OriginCheck } from '../http/origin.ts';
import { type Connection, type ConnectionDeps, openConnection } from './connection.ts';

const connectsPerMinute = 120;

export interface SocketServerDeps extends Omit<ConnectionDeps, 'database' | 'isEnded'>, SessionDeps {
  readonly isOwnOrigin: OriginCheck;
  /** A socket from which nothing was heard between two beats is dead. */
  readonly heartbeatMs: number;
  /** Between two looks at the sessions of open sockets. */
  readonly reviewMs: number;
}
export interface SocketServer {
  /** For the HTTP server's `upgrade` event. */
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Uint8Array) => void;
  /** Closes every socket with `code` and accepts no more. */
  readonly stop: (code: number) => Promise<void>;
}

export function createSocketServer(deps: SocketServerDeps): SocketServer {
  // A frame up to twice the limit is read, so that it can be answered with our own code; above that ws itself cuts the line (1009).
  const server = new WebSocketServer({ noServer: true, maxPayload: 2 * maxFrameBytes, perMessageDeflate: false });
  const connections = new Set<Connection>();
  const recent = new Map<UserId, number>();
  let isStopping = false;
  const isEnded = async (session: string): Promise<boolean> => (await endedSessions(deps, new Set([session]))).size > 0;

  const accept = async (request: IncomingMessage, socket: Duplex, head: Uint8Array): Promise<void> => {
    if (!isOwnOrigin(request.headers.origin, undefined, deps.isOwnOrigin)) return refuseUpgrade(socket, 403);
    const found = await findSession(deps, request.headers.cookie);
    if (!found.ok) return refuseUpgrade(socket, found.error.type === 'auth/required' ? 401 : 403);
    const { session } = found.value;
    if (session.status !== 'active' || session.isRevoked || session.lacksFactor) return refuseUpgrade(socket, 403);
    const count = (recent.get(session.user) ?? 0) + 1;
    recent.set(session.user, count);
    if (count > connectsPerMinute) return refuseUpgrade(socket, 429);
    if (isStopping) return refuseUpgrade(socket, 503); // since it knocked: nobody would close what is let in now
    // biome-ignore lint/style/noRestrictedGlobals: ws wants the first bytes as a Buffer
    server.handleUpgrade(request, socket, Buffer.from(head), (webSocket) => {
      const connection = openConnection(webSocket, socket, session.user, session.id, { ...deps, isEnded });
      connections.add(connection);
      webSocket.on('close', () => connections.delete(connection));
    });
  };
  const heartbeat = setInterval(() => {
    for (const connection of connections) {
      if (connection.wasAlive()) connection.ping();
      else connection.terminate();
    }
  }, deps.heartbeatMs);
  heartbeat.unref();
  /** AUTH-10: a session that ended elsewhere, or ran out, takes its socket with it. */
  const review = setInterval(() => {
    endedSessions(deps, deps.hub.sessions())
      .then((ended) => deps.hub.closeSessions(ended, CLOSE_CODES.unauthenticated))
      .catch(deps.onError);
  }, deps.reviewMs);
  review.unref();
  const forget = setInterval(() => recent.clear(), 60_000);
  forget.unref();

  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      if (isStopping || new URL(request.url ?? '/', 'http://host').pathname !== '/sync')
        return refuseUpgrade(socket, isStopping ? 503 : 404);
      accept(request, socket, head).catch((error: unknown) => {
        deps.onError(error);
        refuseUpgrade(socket, 503);
      });
      return undefined;
    },
    stop: async (code) => {
      isStopping = true;
      clearInterval(heartbeat);
      clearInterval(review);
      clearInterval(forget);
      for (const connection of connections) connection.close(code);
      for (let waitedMs = 0; connections.size > 0 && waitedMs < 1000; waitedMs += 20) {
        await new Promise((done) => setTimeout(done, 20));
      }
      for (const connection of connections) connection.terminate();
    },
  };
}

const REASONS = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
} as const;

function refuseUpgrade(socket: Duplex, status: keyof typeof REASONS): void {
  socket.once('finish', () => socket.destroy()); // a client that keeps its half open would hold up the server's end
  socket.end(`HTTP/1.1 ${status} ${REASONS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
/** RFC 6455 registry: service restart. */
export const restartCloseCode = 1012;
