import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDeviceId } from '../../test/support/links.ts';
import { concat } from '../bytes.ts';
import { idToBytes, messageIdFromBytes } from '../ids.ts';
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

/** One number or length in each form that RFC 8949 has for it. */
function forms(major: number, value: number): readonly Uint8Array[] {
  const made = (info: number, size: number, write: (view: DataView) => void): Uint8Array => {
    const bytes = new Uint8Array(1 + size);
    bytes[0] = (major << 5) | info;
    write(new DataView(bytes.buffer, 1));
    return bytes;
  };
  const float = (info: number, size: number, write: (view: DataView) => void): Uint8Array => {
    const bytes = made(info, size, write);
    bytes[0] = (7 << 5) | info;
    return bytes;
  };
  const isSmall = Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff;
  return [
    ...(isSmall && value < 24 ? [made(value, 0, () => undefined)] : []),
    ...(isSmall && value < 256 ? [made(24, 1, (view) => view.setUint8(0, value))] : []),
    ...(isSmall && value < 65_536 ? [made(25, 2, (view) => view.setUint16(0, value))] : []),
    ...(isSmall
      ? [made(26, 4, (view) => view.setUint32(0, value)), made(27, 8, (view) => view.setBigUint64(0, BigInt(value)))]
      : []),
    ...(major === 0
      ? [float(27, 8, (view) => view.setFloat64(0, value)), float(26, 4, (view) => view.setFloat32(0, value))]
      : []),
    ...(major === 0 && value === 0 ? [float(25, 2, (view) => view.setUint16(0, 0))] : []),
    ...(major === 0 && value === 2 ? [float(25, 2, (view) => view.setUint16(0, 0x4000))] : []),
    ...(major === 0 && Number.isNaN(value) ? [float(25, 2, (view) => view.setUint16(0, 0x7e00))] : []),
  ];
}

test('DOC-4 a head and the parser agree about every way to write it: nothing counts in the inbox that no window shows', () => {
  const odd = [Number.NaN, Number.POSITIVE_INFINITY, -1e300, 1.5, 2e300];
  const one = (usual: readonly number[]) =>
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...usual) }, fc.constantFrom(...odd));
  const form = (major: number, value: number) => fc.constantFrom(...forms(major, value));
  const value = fc
    .tuple(one([1, 2, 7]), one([0, 24, 1_763_800_000_000]), one([0, 2, 300]), one([0, 2, 70_000]))
    .chain(([version, sentAtMs, ahead, counter]) =>
      fc.tuple(
        form(4, 8),
        form(0, version),
        form(2, 16),
        form(0, sentAtMs),
        form(0, ahead),
        form(0, counter),
        form(0, 5),
        form(2, 12),
      ),
    )
    .map(([array, version, device, sentAtMs, ahead, counter, kind, target]) =>
      encodeEntry(
        signature,
        concat(
          ...[array, version, device, idToBytes(testDeviceId(1)), sentAtMs, ahead, counter, kind, target],
          ...[new Uint8Array(12), new Uint8Array([0xf5])],
        ),
      ),
    );
  fc.assert(
    fc.property(value, (made) => {
      const parsed = parseEntry(made);
      const head = readEntryHead(made);
      if (parsed.ok) expect(head).toMatchObject({ sentAtMs: parsed.value.sentAtMs, clock: parsed.value.clock });
      // What is no number has no place: it would put everything else out of order.
      for (const time of head ? [head.sentAtMs, head.clock.wallMs, head.clock.counter] : [])
        expect(Number.isSafeInteger(time) && time >= 0).toBe(true);
      if (parsed.ok && parsed.value.version === 2) expect(head?.target).toBe(messageIdFromBytes(new Uint8Array(12)));
    }),
    { numRuns: 2000 },
  );
});
