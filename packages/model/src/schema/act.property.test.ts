import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, bytesUpTo, card, deviceId, messageId, phraseId, spaceId, timeMs, userId } from '../../test/support/arbitrary.ts';
import { concat } from '../bytes.ts';
import { encodeCbor } from '../cbor.ts';
import { type Act, actOf, decodeAct, encodeAct, encodeActBody } from './act.ts';
import { cardText } from './card-values.ts';
import { encodeEntry, parseEntry } from './entry.ts';
import { parseMessage } from './message.ts';
import { GROUP_KINDS, HISTORIES, POSTING } from './message-values.ts';

const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    kind: fc.constant('edit' as const),
    target: messageId,
    value: fc.record({ text: fc.string({ unit: 'grapheme' }), mentions: fc.array(userId, { maxLength: 3 }) }),
  }),
  fc.record({
    kind: fc.constant('edit' as const),
    target: messageId,
    value: card.map((form) => ({ text: cardText(form), mentions: [], card: form })),
  }),
  fc.record({
    kind: fc.constant('phrase' as const),
    target: fc.constant(null),
    value: fc.record({ key: phraseId, text: fc.string({ unit: 'grapheme', maxLength: 60 }) }),
  }),
  fc.record({ kind: fc.constant('recall' as const), target: messageId, value: fc.constant(null) }),
  fc.record({ kind: fc.constant('react' as const), target: messageId, value: fc.constantFrom('', 'ok', 'coming') }),
  fc.record({ kind: fc.constant('pin' as const), target: messageId, value: fc.boolean() }),
  fc.record({ kind: fc.constant('name' as const), target: fc.constant(null), value: fc.string({ maxLength: 120 }) }),
  fc.record({ kind: fc.constant('kind' as const), target: fc.constant(null), value: fc.constantFrom(...GROUP_KINDS) }),
  fc.record({ kind: fc.constant('picture' as const), target: fc.constant(null), value: bytesUpTo(200) }),
  fc.record({ kind: fc.constant('posting' as const), target: fc.constant(null), value: fc.constantFrom(...POSTING) }),
  fc.record({
    kind: fc.constant('own' as const),
    target: fc.constant(null),
    value: fc.record({ key: fc.string({ maxLength: 120 }), value: fc.string({ maxLength: 200 }) }),
  }),
  fc.record({ kind: fc.constant('history' as const), target: fc.constant(null), value: fc.constantFrom(...HISTORIES) }),
  fc.record({ kind: fc.constantFrom('continues' as const, 'continued' as const), target: fc.constant(null), value: spaceId }),
  fc.record({ kind: fc.constant('forwarding' as const), target: fc.constant(null), value: fc.boolean() }),
  fc.record({ kind: fc.constant('sensitive' as const), target: fc.constant(null), value: fc.boolean() }),
);
const envelope = fc.record({ device: deviceId, sentAtMs: timeMs, clock: fc.record({ wallMs: timeMs, counter: fc.nat() }) });

test('DOC-10: an act decodes to what was encoded, and is no message', () => {
  fc.assert(
    fc.property(envelope, act, bytes(64), (place, made, signature) => {
      const value = encodeEntry(signature, encodeActBody(place, made));
      const entry = parseEntry(value);
      expect(entry.ok && actOf(entry.value)).toMatchObject({ ok: true, value: { ...place, act: made } });
      expect(parseMessage(value).ok).toBe(false);
      expect(decodeAct(encodeAct(made))).toEqual(made);
    }),
  );
});

test('DOC-10: a kind that is not known, and a target where none belongs, is no act', () => {
  const of = (...rest: readonly unknown[]) => {
    const entry = parseEntry(concat(new Uint8Array(64), encodeCbor([2, new Uint8Array(16), 5, 0, 0, ...rest])));
    return entry.ok && actOf(entry.value).ok;
  };
  expect(of(2, new Uint8Array(12), null)).toBe(true);
  expect(of(99, new Uint8Array(12), null)).toBe(false);
  expect(of(2, null, null)).toBe(false);
  expect(of(16, new Uint8Array(12), 'nom')).toBe(false);
  expect(of(16, null, 'x'.repeat(121))).toBe(false);
  expect(of(3, new Uint8Array(12), 7)).toBe(false);
  expect(of(23, null, { key: 'A'.repeat(16), text: 'lit propre' })).toBe(true);
  expect(of(23, new Uint8Array(12), { key: 'A'.repeat(16), text: 'lit propre' })).toBe(false);
  expect(of(23, null, { key: 'A'.repeat(17), text: 'lit propre' })).toBe(false);
  expect(of(23, null, { key: 'A'.repeat(16), text: 'x'.repeat(1001) })).toBe(false);
});

test('DOC-10: parsing any value never throws', () => {
  fc.assert(
    fc.property(fc.oneof(bytesUpTo(300), fc.anything()), (value) => {
      const entry = parseEntry(value);
      if (entry.ok) actOf(entry.value);
      if (value instanceof Uint8Array) decodeAct(value);
    }),
  );
});

test('DOC-11: an edit whose form cannot be read, or says something else, keeps its words', () => {
  for (const form of ['?', ['sbar', ['autre', '', '', '']], { new: true }]) {
    const fields = [1, new Uint8Array(12), ['lit 4', [], form, 'later']];
    expect(decodeAct(encodeCbor(fields))).toMatchObject({ kind: 'edit', value: { text: 'lit 4', mentions: [] } });
    expect(decodeAct(encodeCbor(fields))?.value).not.toHaveProperty('card');
  }
});
