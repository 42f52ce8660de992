import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDeviceId } from '../../test/support/links.ts';
import { messageIdFromBytes } from '../ids.ts';
import { encodeActBody } from './act.ts';
import { encodeEntry, encodeEntryBody, parseEntry } from './entry.ts';
import { readEntryHead } from './entry-head.ts';
import { encodeMessageBody } from './message.ts';

const time = fc.oneof(fc.integer({ min: 0, max: 70_000 }), fc.integer({ min: 0, max: 253_402_300_799_999 }));
const envelope = fc.record({ sentAtMs: time, wallMs: time, counter: fc.integer({ min: 0, max: 0xffff_ffff }) }).map((at) => ({
  device: testDeviceId(1),
  sentAtMs: at.sentAtMs,
  clock: { wallMs: at.wallMs, counter: at.counter },
}));
const signature = new Uint8Array(64);

test('DOC-6 what orders a message is read as its parser reads it', () => {
  fc.assert(
    fc.property(envelope, fc.string({ maxLength: 300 }), (made, text) => {
      const value = encodeEntry(signature, encodeMessageBody({ ...made, priority: 'urgent', text, details: {} }));
      const parsed = parseEntry(value);
      expect(parsed.ok).toBe(true);
      expect(readEntryHead(value)).toEqual({ sentAtMs: made.sentAtMs, clock: made.clock, isAct: false, target: undefined });
    }),
  );
});

test('DOC-10 an act is found under its target, a setting has none, a later version stands in its place', () => {
  fc.assert(
    fc.property(envelope, fc.uint8Array({ minLength: 12, maxLength: 12 }), (made, bytes) => {
      const target = messageIdFromBytes(bytes);
      const pin = encodeEntry(signature, encodeActBody(made, { kind: 'pin', target, value: true }));
      expect(readEntryHead(pin)).toMatchObject({ clock: made.clock, isAct: true, target });
      const name = encodeEntry(signature, encodeActBody(made, { kind: 'name', target: null, value: 'Bloc' }));
      expect(readEntryHead(name)).toMatchObject({ isAct: true, target: undefined });
      const later = encodeEntry(signature, encodeEntryBody(300, made, [{ new: true }]));
      expect(readEntryHead(later)).toMatchObject({ clock: made.clock, isAct: false });
    }),
  );
});

test('DOC-4 whatever stands there, nothing throws, and what parses has a head', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (value) => {
      const head = readEntryHead(value);
      const parsed = parseEntry(value);
      if (parsed.ok) expect(head).toMatchObject({ sentAtMs: parsed.value.sentAtMs, clock: parsed.value.clock });
    }),
  );
  const whole = encodeEntry(
    signature,
    encodeActBody(
      { device: testDeviceId(1), sentAtMs: 1e12, clock: { wallMs: 1e12, counter: 3 } },
      { kind: 'react', target: messageIdFromBytes(new Uint8Array(12)), value: 'ok' },
    ),
  );
  for (let length = 0; length < 64 + 45; length++) readEntryHead(whole.subarray(0, length));
  for (const value of [undefined, null, 'text', 7, {}, []]) expect(readEntryHead(value)).toBeUndefined();
});
