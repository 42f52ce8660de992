import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, bytesUpTo, card, deviceId, messageId, timeMs, userId } from '../../test/support/arbitrary.ts';
import { concat } from '../bytes.ts';
import { encodeCbor } from '../cbor.ts';
import { callIdFromBytes } from '../ids.ts';
import { CALL_OUTCOMES, maxCallMs } from './call-record-values.ts';
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

const callRecord = fc.record({
  call: bytes(16).map(callIdFromBytes),
  video: fc.boolean(),
  outcome: fc.constantFrom(...CALL_OUTCOMES),
  startedAtMs: timeMs,
  durationMs: fc.nat(maxCallMs),
});

const body = fc.oneof(
  plainBody,
  fc.tuple(plainBody, callRecord).map(([plain, call]) => ({ ...plain, text: '', details: { ...plain.details, call } })),
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

test('CALL-11 a call stands alone: beside words, or out of its bounds, it is left out and the rest stays', () => {
  const parsed = (text: string, k: unknown) => {
    const message = parseMessage(concat(new Uint8Array(64), encodeCbor([1, new Uint8Array(16), 5, 0, 0, 0, text, { f: 1, k }])));
    return message.ok ? message.value.details : undefined;
  };
  const id = new Uint8Array(16);
  expect(parsed('', [id, 0, 1, 5, 9, 'later'])).toMatchObject({ forwarded: true, call: { outcome: 'talked', durationMs: 9 } });
  const bad = [
    [id.subarray(1), 0, 1, 5, 9],
    [id, CALL_OUTCOMES.length, 1, 5, 9],
    [id, 0, 2, 5, 9],
    [id, 0, 1, -1, 9],
    [id, 0, 1, 5, maxCallMs + 1],
    [id, 0.5, 1, 5, 9],
    [id, 0, 1, 5],
    'call',
  ];
  for (const value of bad) expect(parsed('', value)).toEqual({ forwarded: true });
  expect(parsed('words', [id, 0, 1, 5, 9])).toEqual({ forwarded: true });
});
