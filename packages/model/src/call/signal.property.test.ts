import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import { callIdFromBytes, deviceIdFromBytes } from '../ids.ts';
import { maxEphemeralBytes } from '../wire/limits.ts';
import { putItem, saidOf, startExchange, takeSaid } from './exchange.ts';
import {
  type Item,
  maxCandidateCharacters,
  maxCandidates,
  maxItems,
  maxItemsCharacters,
  maxSdpCharacters,
  parseSignal,
  SAID_REASONS,
  type Signal,
  sayableCandidates,
  signalToPositions,
} from './signal.ts';

const bytes16 = fc.uint8Array({ minLength: 16, maxLength: 16 });
const call = bytes16.map(callIdFromBytes);
const device = bytes16.map(deviceIdFromBytes);
const head = 'v=0\r\na=fingerprint:sha-256 AB:CD\r\n';
const sdp = fc.string({ maxLength: 3000 }).map((text) => head + text);
const candidate = fc.record({
  candidate: fc.string({ maxLength: maxCandidateCharacters }),
  sdpMid: fc.option(fc.string({ maxLength: 64 }), { nil: null }),
  sdpMLineIndex: fc.option(fc.nat(255), { nil: null }),
});
const item: fc.Arbitrary<Item> = fc.oneof(
  fc.record({
    type: fc.constant('description' as const),
    description: fc.record({ type: fc.constantFrom('offer' as const, 'answer' as const), sdp }),
  }),
  fc.record({ type: fc.constant('candidates' as const), candidates: fc.array(candidate, { maxLength: 4 }) }),
  fc.record({
    type: fc.constant('sending' as const),
    sending: fc.record({
      microphone: fc.boolean(),
      camera: fc.boolean(),
      screen: fc.boolean(),
      isPaused: fc.boolean(),
    }),
  }),
);
const signal: fc.Arbitrary<Signal> = fc.oneof(
  fc.record({ type: fc.constant('invite' as const), call, video: fc.boolean() }),
  fc.record({ type: fc.constant('ready' as const), call }),
  fc.record({ type: fc.constant('accept' as const), call }),
  fc.record({ type: fc.constant('confirm' as const), call, device }),
  fc.record({
    type: fc.constant('exchange' as const),
    call,
    device,
    ack: fc.nat(),
    from: fc.nat(),
    items: fc.array(item, { maxLength: 6 }),
  }),
  fc.record({ type: fc.constant('end' as const), call, reason: fc.constantFrom(...SAID_REASONS) }),
);
const overTheWire = (positions: readonly unknown[]): readonly unknown[] => {
  const decoded = decodeCbor(encodeCbor(positions), maxEphemeralBytes * 4);
  return decoded.ok && Array.isArray(decoded.value) ? decoded.value : [];
};

test('CALL-1 what is said is what is heard', () => {
  fc.assert(
    fc.property(signal, (said) => {
      expect(parseSignal(overTheWire(signalToPositions(said)))).toEqual({ ok: true, value: said });
    }),
  );
});

test('CALL-1 parsing never throws, and positions of a later version after those that are known do no harm', () => {
  fc.assert(fc.property(fc.array(fc.anything()), (positions) => void parseSignal(positions)));
  fc.assert(fc.property(signal, (said) => parseSignal([...signalToPositions(said), 'later']).ok));
});

const id = callIdFromBytes(new Uint8Array(16));
const to = deviceIdFromBytes(new Uint8Array(16));
const exchange = (items: readonly Item[]): Signal => ({ type: 'exchange', call: id, device: to, ack: 0, from: 0, items });
const isHeard = (said: Signal): boolean => parseSignal(signalToPositions(said)).ok;
const offer = (text: string): Item => ({ type: 'description', description: { type: 'offer', sdp: text } });
const candidates = (count: number, characters: number): Item => ({
  type: 'candidates',
  candidates: Array.from({ length: count }, () => ({ candidate: 'c'.repeat(characters), sdpMid: '0', sdpMLineIndex: 0 })),
});

test('CALL-1 whatever a browser finds, as much of it is said as is heard', () => {
  const found = fc.record({ candidate: fc.string({ maxLength: 600 }), sdpMid: fc.constant('0'), sdpMLineIndex: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(found, { maxLength: 60, size: 'max' }), (all) => {
      expect(isHeard(exchange([sayableCandidates(all)]))).toBe(true);
    }),
  );
  const [short, long] = [1, maxCandidateCharacters + 1].map((length) => ({
    ...{ candidate: 'c'.repeat(length), sdpMid: '0', sdpMLineIndex: 0 },
  }));
  expect(sayableCandidates([long, short, long].flatMap((one) => one ?? []))).toEqual({ type: 'candidates', candidates: [short] });
  expect(sayableCandidates(Array(40).fill(short)).candidates).toHaveLength(maxCandidates);
});

test('CALL-1 descriptions, candidates and items are bounded, and a description without a fingerprint is none', () => {
  expect(isHeard(exchange([offer(head.padEnd(maxSdpCharacters, 'x'))]))).toBe(true);
  expect(isHeard(exchange([offer(head.padEnd(maxSdpCharacters + 1, 'x'))]))).toBe(false);
  expect(isHeard(exchange([offer('v=0\r\na=ice-ufrag:x\r\n')]))).toBe(false);
  expect(isHeard(exchange([offer('a=fingerprint:sha-256 AB\r\n')]))).toBe(false);
  expect(isHeard(exchange([offer('v=0\r\na=fingerprint:sha-1 AB\r\n')]))).toBe(false);
  expect(isHeard(exchange([candidates(maxCandidates, 10)]))).toBe(true);
  expect(isHeard(exchange([candidates(maxCandidates + 1, 10)]))).toBe(false);
  expect(isHeard(exchange([candidates(1, maxCandidateCharacters + 1)]))).toBe(false);
  expect(isHeard(exchange(Array.from({ length: maxItems + 1 }, () => candidates(1, 1))))).toBe(false);
  expect(isHeard(exchange(Array.from({ length: 2 }, () => offer(head.padEnd(maxItemsCharacters / 2 + 1, 'x')))))).toBe(false);
});

test('CALL-1 CALL-4 what is said at once fits an ephemeral, however much waits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(item, fc.constant(candidates(maxCandidates, 200)), fc.constant(offer(head.padEnd(15_000, 'é')))), {
        maxLength: 30,
      }),
      (items) => {
        const full = items.reduce((at, one) => putItem(at, one, 0) ?? at, startExchange);
        const said: Signal = { type: 'exchange', call: id, device: to, ...saidOf(full) };
        expect(parseSignal(signalToPositions(said)).ok).toBe(true);
        expect(saidOf(full).items.length).toBeGreaterThan(items.length === 0 ? -1 : 0);
      },
    ),
    { numRuns: 50 },
  );
});

test('CALL-4 each item arrives once and in order, whatever the line does', () => {
  fc.assert(
    fc.property(
      fc.array(item, { maxLength: 20 }),
      fc.array(fc.constantFrom('lose', 'give', 'keep', 'old'), { maxLength: 80 }),
      (items, line) => {
        let [sender, receiver] = [items.reduce((at, one) => putItem(at, one, 0) ?? at, startExchange), startExchange];
        const kept: ReturnType<typeof saidOf>[] = [];
        const arrived: Item[] = [];
        for (const what of [...line, ...Array.from({ length: 40 }, () => 'give')]) {
          const said = saidOf(sender);
          if (what === 'lose') continue;
          if (what === 'keep') kept.push(said);
          const heard = what === 'old' ? (kept.shift() ?? said) : said;
          const taken = takeSaid(receiver, heard, 0);
          receiver = taken.exchange;
          arrived.push(...taken.items);
          sender = takeSaid(sender, saidOf(receiver), 0).exchange;
        }
        expect(arrived).toEqual(items);
        expect(sender).toMatchObject({ base: items.length, unacked: [], sayAgainAtMs: undefined });
      },
    ),
  );
});
