import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FakeClock, makeClock, settle } from '../../test/support/engine.ts';
import { makeDevice, makeUser } from '../../test/support/signed-chains.ts';
import { importVerifyKey, verify } from '../crypto/primitives.ts';
import type { LogId, SpaceId } from '../ids.ts';
import { CLOSE_CODES } from '../wire/error-code.ts';
import { proveInput } from '../wire/up.ts';
import type { EngineContext } from './context.ts';
import type { PipeListener } from './deps.ts';
import { answerTimeoutMs, heartbeatMs, makeLink, probeTimeoutMs } from './link.ts';

const [user, device] = await Promise.all([makeUser('Amel'), makeDevice('phone')]);
const space = '0a'.repeat(16) as SpaceId;
const log = '0b'.repeat(16) as LogId;
const nonce = new Uint8Array(32).fill(7);

interface Socket {
  readonly listener: PipeListener;
  readonly sent: Record<string, unknown>[];
  closed: boolean;
}

function makeWorld(random = () => 0.5) {
  const clock: FakeClock = makeClock();
  const sockets: Socket[] = [];
  const events: string[] = [];
  const serverTimes: number[] = [];
  const retries: number[] = [];
  const context = {
    deps: {
      clock,
      random,
      connect(senderId: string, listener: PipeListener) {
        expect(senderId).toBe(device.id);
        const socket: Socket = { listener, sent: [], closed: false };
        sockets.push(socket);
        return {
          send(frame: Record<string, unknown>) {
            if (!socket.closed) socket.sent.push(frame);
            return !socket.closed;
          },
          close() {
            socket.closed = true;
          },
        };
      },
    },
    http: { noteServerTime: (atMs: number) => serverTimes.push(atMs) },
    identity: { user, device: device.id, keys: { signing: device.signing } },
  } as unknown as EngineContext;
  const link = makeLink(context);
  const current = (): Socket => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  };
  return {
    clock,
    link,
    sockets,
    events,
    serverTimes,
    retries,
    current,
    start() {
      link.start({
        connected: () => events.push('connected'),
        frame: (frame) => events.push(frame.type),
        connectivity(state, retryAtMs) {
          events.push(state);
          if (retryAtMs !== undefined) retries.push(retryAtMs - clock.nowMs());
        },
        refused: (code) => events.push(`refused ${code}`),
      });
    },
    answer: (frame: object) => current().listener.frame({ senderId: 'server', ...frame }),
    answerRaw: (frame: unknown) => current().listener.frame(frame),
    lastSent: () => current().sent.at(-1),
  };
}
function makeConnected(random?: () => number) {
  const world = makeWorld(random);
  world.start();
  world.current().listener.ready();
  return world;
}

test('SYNC-1 the device signs the nonce of this socket and its own id', async () => {
  const { start, answer, lastSent, events, serverTimes, current } = makeWorld();
  start();
  answer({ type: 'challenge', nonce, serverTimeMs: 5 });
  await settle();
  const sent = lastSent();
  expect(sent).toMatchObject({ type: 'prove', senderId: device.id, targetId: 'server' });
  const key = await importVerifyKey(device.keys.sig);
  expect(key && (await verify(key, sent?.['sig'] as Uint8Array, proveInput(nonce, device.id)))).toBe(true);
  expect([events, serverTimes]).toEqual([['connecting'], [5]]);
  current().listener.ready();
  expect(events).toEqual(['connecting', 'online', 'connected']);
});

test('SYNC-1 the proof for one socket never goes to the next one', async () => {
  const { start, answer, sockets, current, link } = makeWorld();
  start();
  answer({ type: 'challenge', nonce, serverTimeMs: 5 });
  current().listener.closed(undefined);
  link.retryNow();
  await settle();
  expect(sockets.length).toBe(2);
  expect(current().sent).toEqual([]);
});

test('SYNC-4 a handshake that falls silent is given up', () => {
  const { start, clock, sockets, events } = makeWorld();
  start();
  clock.advance(answerTimeoutMs - 1);
  expect(sockets[0]?.closed).toBe(false);
  clock.advance(1);
  expect([sockets[0]?.closed, events]).toEqual([true, ['connecting', 'offline']]);
});

test('SYNC-4 heartbeats go on while they are answered, and silence drops the socket', async () => {
  const { clock, answer, lastSent, sockets, events, serverTimes, current } = makeConnected();
  for (let beat = 0; beat < 3; beat++) {
    clock.advance(heartbeatMs);
    expect(lastSent()).toMatchObject({ type: 'ping' });
    answer({ type: 'pong', ref: lastSent()?.['ref'], serverTimeMs: beat });
    await settle();
  }
  expect([serverTimes, current().sent.length]).toEqual([[0, 1, 2], 3]);
  clock.advance(heartbeatMs + answerTimeoutMs);
  await settle();
  expect([sockets[0]?.closed, events.at(-1)]).toEqual([true, 'offline']);
});

test('SYNC-4 after a hint that the network changed, a socket that does not answer soon is given up', async () => {
  const { link, clock, answer, lastSent, events, current } = makeConnected();
  link.probe();
  expect(lastSent()).toMatchObject({ type: 'ping' });
  answer({ type: 'pong', ref: lastSent()?.['ref'], serverTimeMs: 1 });
  await settle();
  clock.advance(probeTimeoutMs);
  expect(events.at(-1)).toBe('connected');
  link.probe();
  clock.advance(probeTimeoutMs);
  await settle();
  expect(events.at(-1)).toBe('offline');
  // Without a socket there is nothing to ask.
  const before = current().sent.length;
  link.probe();
  expect(current().sent.length).toBe(before);
});

test('SYNC-3 it tries again by itself, waits longer each time up to 20 seconds, and begins anew once connected', () => {
  const { start, clock, sockets, retries, current } = makeWorld(() => 0.999);
  start();
  for (let attempt = 0; attempt < 9; attempt++) {
    current().listener.closed(undefined);
    clock.advance((retries.at(-1) ?? 0) - 1);
    expect(sockets.length).toBe(attempt + 1);
    clock.advance(1);
    expect(sockets.length).toBe(attempt + 2);
  }
  expect(retries[0]).toBeLessThanOrEqual(400);
  expect(retries).toEqual([...retries].sort((a, b) => a - b));
  expect(retries.at(-1)).toBeLessThanOrEqual(20_000);
  current().listener.ready();
  current().listener.closed(1006);
  expect(retries.at(-1)).toBe(retries[0]);
});

test('SYNC-3 whatever happens to it, the next attempt is between 0.1 and 20 seconds away', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })), { minLength: 1 }),
      (lives) => {
        let next = 0;
        const { start, clock, retries, current } = makeWorld(() => next);
        start();
        for (const [becomesReady, random] of lives) {
          next = random;
          if (becomesReady) current().listener.ready();
          current().listener.closed(undefined);
          expect(retries.at(-1)).toBeGreaterThanOrEqual(100);
          expect(retries.at(-1)).toBeLessThanOrEqual(20_000);
          clock.advance(20_000);
        }
      },
    ),
    { numRuns: 30 },
  );
});

test('SYNC-3 at once when the person asks, and never twice at a time', () => {
  const { start, clock, sockets, link, current } = makeWorld();
  start();
  link.retryNow();
  expect(sockets.length).toBe(1);
  current().listener.closed(undefined);
  link.retryNow();
  expect(sockets.length).toBe(2);
  clock.advance(5000);
  expect(sockets.length).toBe(2);
});

test('SYNC-4 an answer that does not come is offline, and so is one that the socket took with it', async () => {
  const lost = makeConnected();
  const waiting = lost.link.append(space, log, new Uint8Array(3), []);
  expect(lost.lastSent()).toMatchObject({ type: 'append', space, log, chunk: new Uint8Array(3) });
  lost.clock.advance(answerTimeoutMs);
  expect(await waiting).toEqual({ ok: false, error: { type: 'offline' } });
  expect(lost.sockets[0]?.closed).toBe(true);

  const closed = makeConnected();
  const both = [closed.link.append(space, log, new Uint8Array(3), []), closed.link.setMark(space, new Uint8Array(3))];
  closed.current().listener.closed(1006);
  for (const answer of both) expect(await answer).toEqual({ ok: false, error: { type: 'offline' } });
});

test('SYNC-4 before the relay is ready nothing is sent', async () => {
  const { start, link, current } = makeWorld();
  expect(await link.append(space, log, new Uint8Array(1), [])).toEqual({ ok: false, error: { type: 'offline' } });
  start();
  expect(await link.setMark(space, new Uint8Array(1))).toEqual({ ok: false, error: { type: 'offline' } });
  expect(link.sendEphemeral(space, new Uint8Array(1))).toBe(false);
  expect(current().sent).toEqual([]);
});

test('LOG-1, LOG-4, WIRE-3 answers find their request by its number, in any order', async () => {
  const { link, answer, current } = makeConnected();
  const asked = [1, 2, 3, 4, 5].map((byte) => link.append(space, log, new Uint8Array([byte]), []));
  const refs = current().sent.map(({ ref }) => ref);
  expect(new Set(refs).size).toBe(5);
  const head = new Uint8Array(32).fill(3);
  answer({ type: 'pong', ref: refs[4], serverTimeMs: 1 });
  answer({ type: 'refused', ref: refs[3], code: 'later/code' });
  answer({ type: 'refused', ref: refs[2], code: 'chunk/signature' });
  answer({ type: 'conflict', ref: refs[1], log, epoch: 4 });
  answer({ type: 'appended', ref: refs[0], log, seq: 9, head });
  expect(await Promise.all(asked)).toEqual([
    { ok: true, value: { type: 'appended', seq: 9, head } },
    { ok: true, value: { type: 'conflict', epoch: 4, n: undefined } },
    { ok: false, error: { type: 'refused', code: 'chunk/signature', body: undefined } },
    { ok: false, error: { type: 'refused', code: 'unknown', body: undefined } },
    { ok: false, error: { type: 'malformed-answer' } },
  ]);
});

test('WIRE-5 frames that are not ours, or answer nothing, are passed over; others are handed on', () => {
  const { answer, answerRaw, events } = makeConnected();
  const before = events.length;
  for (const frame of [undefined, 5, {}, { senderId: 'server', type: 'later' }]) answerRaw(frame);
  for (const frame of [
    { type: 'chain', n: -1 },
    { type: 'mark-set', ref: 99 },
  ])
    answer(frame);
  expect(events.length).toBe(before);
  answer({ type: 'organisation', n: 4 });
  answer({ type: 'epoch', space, epoch: 1, rev: 0, later: true });
  expect(events.slice(before)).toEqual(['organisation', 'epoch']);
});

test('SYNC-2 a socket that was given up says nothing any more', () => {
  const { clock, link, sockets, events, current } = makeConnected();
  const old = current();
  old.listener.closed(CLOSE_CODES.superseded);
  link.retryNow();
  const before = events.length;
  old.listener.ready();
  old.listener.frame({ senderId: 'server', type: 'organisation', n: 1 });
  old.listener.closed(CLOSE_CODES.unauthenticated);
  expect(events.length).toBe(before);
  clock.advance(1000);
  expect(sockets.length).toBe(2);
});

test('SYNC-11 a refused session is told, and the link goes on trying', () => {
  for (const code of [CLOSE_CODES.unauthenticated, CLOSE_CODES.forbidden]) {
    const { clock, current, events, sockets } = makeConnected();
    current().listener.closed(code);
    expect(events.slice(-2)).toEqual([`refused ${code}`, 'offline']);
    clock.advance(400);
    expect(sockets.length).toBe(2);
  }
});

test('SYNC-3 after stop nothing is planned and nothing opens', async () => {
  for (const state of ['connecting', 'ready', 'offline'] as const) {
    const { start, clock, link, sockets, current } = makeWorld();
    start();
    if (state !== 'connecting') current().listener.ready();
    const waiting = link.append(space, log, new Uint8Array(1), []);
    if (state === 'offline') current().listener.closed(undefined);
    link.stop();
    expect((await waiting).ok).toBe(false);
    expect(clock.planned()).toEqual([]);
    clock.advance(60_000);
    link.retryNow();
    expect(sockets.length).toBe(1);
  }
});
