import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { callIdFromBytes, deviceIdFromBytes, userIdFromBytes } from '../ids.ts';
import { maxEphemeralBytes } from '../wire/limits.ts';
import { type GroupSignal, groupSignalToPositions, parseGroupSignal } from './group-signal.ts';
import { type Item, maxItemsCharacters, PICTURES } from './signal.ts';

const bytes = fc.uint8Array({ minLength: 16, maxLength: 16 });
const device = bytes.map((raw) => deviceIdFromBytes(raw));
const count = fc.nat(2 ** 40);
const item: fc.Arbitrary<Item> = fc.oneof(
  fc.record({
    type: fc.constant('description' as const),
    description: fc.record({
      type: fc.constantFrom('offer' as const, 'answer' as const),
      sdp: fc.string({ maxLength: 300 }).map((text) => `v=0\r\na=fingerprint:sha-256 AA:BB\r\n${text}`),
    }),
  }),
  fc.record({
    type: fc.constant('candidates' as const),
    candidates: fc.array(
      fc.record({
        candidate: fc.string({ maxLength: 60 }),
        sdpMid: fc.option(fc.string({ maxLength: 8 }), { nil: null }),
        sdpMLineIndex: fc.option(fc.nat(255), { nil: null }),
      }),
      { maxLength: 4 },
    ),
  }),
  fc.record({ type: fc.constant('wants' as const), picture: fc.constantFrom(...PICTURES) }),
);
const signal: fc.Arbitrary<GroupSignal> = fc.oneof(
  fc.record({
    type: fc.constant('here' as const),
    sinceMs: count,
    call: bytes.map((raw) => callIdFromBytes(raw)),
    startedBy: bytes.map((raw) => userIdFromBytes(raw)),
    startedAtMs: count,
    sends: fc.record({ microphone: fc.boolean(), camera: fc.boolean(), screen: fc.boolean() }),
    handAtMs: fc.option(fc.integer({ min: 1, max: 2 ** 40 }), { nil: undefined }),
  }),
  fc.record({ type: fc.constant('leave' as const), sinceMs: count }),
  fc.record({
    type: fc.constant('exchange' as const),
    ...{ sinceMs: count, device, itsSinceMs: count, ack: count, from: count },
    attempt: fc.integer({ min: 1, max: 100_000 }),
    items: fc.array(item, { maxLength: 8 }),
  }),
  fc.record({ type: fc.constant('mute' as const), device, itsSinceMs: count }),
);

test('GROUPCALL-1 what is said is read as it was said, and fits into an ephemeral', () => {
  fc.assert(
    fc.property(signal, (said) => {
      const encoded = encodeCbor([1, 4, 0, ...groupSignalToPositions(said)]);
      expect(encoded.length).toBeLessThan(maxEphemeralBytes - 512);
      const decoded = decodeCbor(encoded, maxEphemeralBytes);
      if (!decoded.ok || !Array.isArray(decoded.value)) throw new Error('an array');
      expect(parseGroupSignal(decoded.value.slice(3))).toEqual({ ok: true, value: said });
    }),
  );
});

test('GROUPCALL-1 reading never throws, and more positions of a later version are passed over', () => {
  fc.assert(
    fc.property(fc.array(fc.anything(), { maxLength: 9 }), (positions) => {
      parseGroupSignal(positions);
    }),
  );
  fc.assert(
    fc.property(signal, fc.anything(), (said, more) => {
      expect(parseGroupSignal([...groupSignalToPositions(said), more])).toEqual({ ok: true, value: said });
    }),
  );
});

test('GROUPCALL-1 too much at once, and a description without the hash of a certificate, is not heard', () => {
  const to = { sinceMs: 1, device: deviceIdFromBytes(new Uint8Array(16)), itsSinceMs: 1, attempt: 1, ack: 0, from: 0 };
  const exchange = (items: readonly Item[]) => parseGroupSignal(groupSignalToPositions({ type: 'exchange', ...to, items })).ok;
  const long = 'v=0\r\na=fingerprint:sha-256 AA\r\n'.padEnd(maxItemsCharacters / 2 + 1, 'x');
  const offer = (sdp: string): Item => ({ type: 'description', description: { type: 'offer', sdp } });
  expect(exchange([offer(long)])).toBe(true);
  expect(exchange([offer(long), offer(long)])).toBe(false);
  expect(exchange([offer('v=0\r\n')])).toBe(false);
  expect(exchange(Array.from({ length: 9 }, () => ({ type: 'wants', picture: 'none' })))).toBe(false);
});
