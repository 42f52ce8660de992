/**
 * The socket to the relay (SYNC-1 … SYNC-4): handshake, requests with an answer, heartbeat, reconnection with jittered back-off. One
 * attempt at a time; an offline socket gives no close event, so silence is what ends it.
 */
import * as v from 'valibot';
import { sign } from '../crypto/primitives.ts';
import type { DeviceId, FileId, LogId, SpaceId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { backoffDelayMs } from '../sync/backoff.ts';
import type { Notice } from '../wire/alarm.ts';
import { DownFrame } from '../wire/down.ts';
import { CLOSE_CODES, type ErrorCode, isErrorCode } from '../wire/error-code.ts';
import { proveInput } from '../wire/up.ts';
import type { Connectivity } from './api.ts';
import type { EngineContext } from './context.ts';
import type { Pipe } from './deps.ts';
import type { RequestError } from './http-client.ts';

export type AppendAnswer =
  | { readonly type: 'appended'; readonly seq: number; readonly head: Uint8Array }
  | { readonly type: 'conflict'; readonly epoch: number | undefined; readonly n: number | undefined };

export interface LinkListener {
  connected(): void;
  frame(frame: DownFrame): void;
  connectivity(state: Connectivity, retryAtMs: number | undefined): void;
  /** The relay closed for a reason that trying again does not mend. */
  refused(code: number): void;
}

export interface Link {
  start(listener: LinkListener): void;
  stop(): void;
  retryNow(): void;
  /** The network may have changed: a socket that does not answer soon is given up, without waiting for its next heartbeat (SYNC-4). */
  probe(): void;
  append(
    space: SpaceId,
    log: LogId,
    chunk: Uint8Array,
    notices: readonly Notice[],
    files?: readonly FileId[],
  ): Promise<Result<AppendAnswer, RequestError>>;
  setMark(space: SpaceId, mark: Uint8Array): Promise<Result<void, RequestError>>;
  /** Best effort: false when not connected. `to` is the one device that hears it; without it all of the members' do. */
  sendEphemeral(space: SpaceId, data: Uint8Array, to?: DeviceId): boolean;
}

export const heartbeatMs = 15_000;
export const answerTimeoutMs = 12_000;
/** After a hint that the network changed. */
export const probeTimeoutMs = 3_000;

type Answer = Result<DownFrame, { readonly type: 'offline' }>;

export function makeLink(context: EngineContext): Link {
  const { deps, http, identity } = context;
  const { clock } = deps;
  let listener: LinkListener | undefined;
  let pipe: Pipe | undefined;
  let isReady = false;
  let attempt = 0;
  let nextRef = 1;
  let cancelRetry: (() => void) | undefined;
  let cancelHeartbeat: (() => void) | undefined;
  const waiting = new Map<number, { settle(answer: Answer): void }>();

  function connect(): void {
    cancelRetry?.();
    cancelRetry = undefined;
    if (listener === undefined || pipe !== undefined) return;
    listener.connectivity('connecting', undefined);
    const mine: Pipe = deps.connect(identity.device, {
      frame: (frame) => pipe === mine && onFrame(frame),
      ready: () => pipe === mine && onReady(),
      closed: (code) => pipe === mine && onClosed(code),
    });
    pipe = mine;
    // The handshake has the same patience as an answer.
    cancelHeartbeat = clock.schedule(answerTimeoutMs, () => drop());
  }

  function onReady(): void {
    isReady = true;
    attempt = 0;
    listener?.connectivity('online', undefined);
    listener?.connected();
    beat();
  }

  function onFrame(value: unknown): void {
    const parsed = v.safeParse(DownFrame, value);
    // A frame of a newer protocol is not an error; pulls bring what it announced.
    if (!parsed.success) return;
    const frame = parsed.output;
    if (frame.type === 'challenge') {
      http.noteServerTime(frame.serverTimeMs);
      void prove(frame.nonce, pipe);
      return;
    }
    if ('ref' in frame) {
      waiting.get(frame.ref)?.settle(ok(frame));
      waiting.delete(frame.ref);
      return;
    }
    listener?.frame(frame);
  }

  async function prove(nonce: Uint8Array, challenged: Pipe | undefined): Promise<void> {
    const sig = await sign(identity.keys.signing.privateKey, proveInput(nonce, identity.device));
    // Signing takes a moment: on the next socket this proof would be a wrong one, and end the session.
    if (pipe === challenged) send({ type: 'prove', sig });
  }

  function onClosed(code: number | undefined): void {
    pipe = undefined;
    isReady = false;
    cancelHeartbeat?.();
    for (const { settle } of waiting.values()) settle(err({ type: 'offline' }));
    waiting.clear();
    if (listener === undefined) return;
    if (code === CLOSE_CODES.unauthenticated || code === CLOSE_CODES.forbidden) listener.refused(code);
    const delayMs = backoffDelayMs(attempt++, deps.random());
    listener.connectivity('offline', clock.nowMs() + delayMs);
    cancelRetry = clock.schedule(delayMs, connect);
  }

  function drop(): void {
    const old = pipe;
    if (old === undefined) return;
    onClosed(undefined);
    old.close();
  }

  function beat(): void {
    cancelHeartbeat?.();
    cancelHeartbeat = clock.schedule(heartbeatMs, () => ping(answerTimeoutMs));
  }
  function ping(timeoutMs: number): void {
    void request({ type: 'ping' }, timeoutMs).then((answer) => {
      if (answer.ok && answer.value.type === 'pong') http.noteServerTime(answer.value.serverTimeMs);
      if (answer.ok) beat();
    });
  }

  const send = (frame: Readonly<Record<string, unknown>>): boolean =>
    pipe?.send({ ...frame, senderId: identity.device, targetId: 'server' }) ?? false;

  /** No answer in time: the socket is dead whatever it says. */
  function request(frame: Readonly<Record<string, unknown>>, timeoutMs = answerTimeoutMs): Promise<Answer> {
    return new Promise((resolve) => {
      const ref = nextRef++;
      if (!isReady || !send({ ...frame, ref })) {
        resolve(err({ type: 'offline' }));
        return;
      }
      const cancel = clock.schedule(timeoutMs, drop);
      waiting.set(ref, {
        settle(answer) {
          cancel();
          resolve(answer);
        },
      });
    });
  }

  const refusal = (code: string): RequestError => {
    const known: ErrorCode | 'unknown' = isErrorCode(code) ? code : 'unknown';
    return { type: 'refused', code: known, body: undefined };
  };

  return {
    start(next) {
      listener = next;
      connect();
    },
    stop() {
      listener = undefined;
      cancelRetry?.();
      const old = pipe;
      if (old !== undefined) onClosed(undefined);
      old?.close();
    },
    retryNow() {
      attempt = 0;
      if (pipe === undefined) connect();
    },
    probe() {
      if (isReady) ping(probeTimeoutMs);
    },
    async append(space, log, chunk, notices, files = []) {
      const told = { ...(notices.length === 0 ? {} : { notices }), ...(files.length === 0 ? {} : { files }) };
      const answer = await request({ type: 'append', space, log, chunk, ...told });
      if (!answer.ok) return answer;
      const frame = answer.value;
      if (frame.type === 'appended') return ok({ type: 'appended', seq: frame.seq, head: frame.head });
      if (frame.type === 'conflict') return ok({ type: 'conflict', epoch: frame.epoch, n: frame.n });
      return err(frame.type === 'refused' ? refusal(frame.code) : { type: 'malformed-answer' });
    },
    async setMark(space, mark) {
      const answer = await request({ type: 'mark', space, mark });
      if (!answer.ok) return answer;
      return answer.value.type === 'refused' ? err(refusal(answer.value.code)) : ok(undefined);
    },
    sendEphemeral: (space, data, to) =>
      isReady && send({ type: 'ephemeral', space, data, ...(to === undefined ? {} : { to: [to] }) }),
  };
}
