import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, bytesUpTo, card, deviceId, messageId, timeMs, userId } from '../../test/support/arbitrary.ts';
import { concat } from '../bytes.ts';
import { encodeCbor } from '../cbor.ts';
import { cardText } from './card-values.ts';
import { encodeMessage, encodeMessageBody, parseMessage } from './message.ts';
import { maxTextCharacters, PRIORITIES } from './message-values.ts';

const plainBody = fc.record({
  device: deviceId,
  sentAtMs: timeMs,
  clock: fc.record({ wallMs: timeMs, counter: fc.nat() }),
  priority: fc.constantFrom(...PRIORITIES),
  text: fc.string({ unit: 'grapheme', maxLength: 300 }),
  details: fc.record(
    {
      replyTo: fc.record({ id: messageId, sentAtMs: timeMs }),
      mentions: fc.array(userId, { minLength: 1, maxLength: 5 }),
      forwarded: fc.constant(true),
    },
    { requiredKeys: [] },
  ),
});

const body = fc.oneof(
  plainBody,
  fc
    .tuple(plainBody, card)
    .map(([plain, form]) => ({ ...plain, text: cardText(form), details: { ...plain.details, card: form } })),
);

test('DOC-3: a message decodes to what was encoded, with the bytes that were signed', () => {
  fc.assert(
    fc.property(body, bytes(64), (message, signature) => {
      const signed = encodeMessageBody(message);
      expect(parseMessage(encodeMessage(signature, signed))).toEqual({
        ok: true,
        value: { ...message, signature, body: signed },
      });
    }),
  );
});

test('DOC-3: parsing any value never throws', () => {
  fc.assert(fc.property(fc.oneof(bytesUpTo(300), fc.anything()), (value) => void parseMessage(value)));
});

test('DOC-3: fields of a later version are kept unread', () => {
  const value = concat(new Uint8Array(64), encodeCbor([1, new Uint8Array(16), 5, 0, 0, 2, 'bonjour', 'replyTo', { new: true }]));
  expect(parseMessage(value)).toMatchObject({ ok: true, value: { text: 'bonjour', priority: 'urgent' } });
});

test('DOC-3: out of bounds is not a message', () => {
  const bad = [
    [2, new Uint8Array(16), 5, 0, 0, 0, 'x'],
    [1, new Uint8Array(15), 5, 0, 0, 0, 'x'],
    [1, new Uint8Array(16), -1, 0, 0, 0, 'x'],
    [1, new Uint8Array(16), 5, -6, 0, 0, 'x'],
    [1, new Uint8Array(16), 5, 0, 0, 3, 'x'],
    [1, new Uint8Array(16), 5, 0, 0, 0, 'x'.repeat(maxTextCharacters + 1)],
    [1, new Uint8Array(16), 5, 0, 0, 0],
  ];
  for (const fields of bad) expect(parseMessage(concat(new Uint8Array(64), encodeCbor(fields))).ok).toBe(false);
});

test('DOC-11: a form whose words are others than those of the text is left out, and the words stay', () => {
  fc.assert(
    fc.property(plainBody, card, bytes(64), (plain, form, signature) => {
      fc.pre(plain.text !== cardText(form));
      const signed = encodeMessageBody({ ...plain, details: { ...plain.details, card: form } });
      expect(parseMessage(encodeMessage(signature, signed))).toMatchObject({
        ok: true,
        value: { text: plain.text, details: plain.details },
      });
      const parsed = parseMessage(encodeMessage(signature, signed));
      expect(parsed.ok && parsed.value.details.card).toBeUndefined();
    }),
  );
});
