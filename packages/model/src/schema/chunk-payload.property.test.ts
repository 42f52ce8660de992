import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, bytesUpTo, count, deviceId } from '../../test/support/arbitrary.ts';
import { paddedLength } from '../padding.ts';
import { encodeChunkPayload, pad, parseChunkPayload, unpad } from './chunk-payload.ts';

const hex64 = bytes(32).map((value) => Buffer.from(value).toString('hex'));
const snapshot = fc.record({
  covers: count,
  hash: bytes(32),
  clocks: fc.array(fc.record({ device: deviceId, n: count, hash: bytes(32) }), { maxLength: 5 }),
  heads: fc.array(hex64, { maxLength: 3 }),
});

test('CHUNK-5: a payload decodes to what was encoded', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 10 }),
      fc.string({ maxLength: 10 }),
      fc.option(snapshot, { nil: undefined }),
      bytesUpTo(600),
      (kind, segment, meta, data) => {
        const parsed = parseChunkPayload(encodeChunkPayload({ kind, segment, snapshot: meta, data }));
        expect(parsed).toEqual({ ok: true, value: { kind, segment, snapshot: meta, data } });
      },
    ),
  );
});

test('CHUNK-5: parsing any bytes never throws', () => {
  fc.assert(
    fc.property(bytesUpTo(400), (noise) => {
      parseChunkPayload(noise);
      unpad(noise);
    }),
  );
});

test('CHUNK-6: padding hides the length and comes off again', () => {
  fc.assert(
    fc.property(bytesUpTo(6000), (packed) => {
      const padded = pad(packed);
      expect(padded.length).toBe(paddedLength(packed.length + 4));
      expect(unpad(padded)).toEqual({ ok: true, value: packed });
    }),
  );
});

test('CHUNK-6: short messages have one size, then few; Padmé costs at most 12 percent', () => {
  expect(new Set(Array.from({ length: 385 }, (_, length) => paddedLength(length)))).toEqual(new Set([384]));
  expect(paddedLength(385)).toBe(512);
  expect(paddedLength(513)).toBe(768);
  fc.assert(
    fc.property(fc.integer({ min: 4097, max: 50_000_000 }), (length) => {
      expect(paddedLength(length)).toBeGreaterThanOrEqual(length);
      expect(paddedLength(length) / length).toBeLessThan(1.12);
    }),
  );
});

test('CHUNK-6: padding that is not ours is refused', () => {
  const padded = pad(new Uint8Array(10));
  padded[200] = 1;
  expect(unpad(padded)).toEqual({ ok: false, error: { type: 'malformed' } });
  expect(unpad(pad(new Uint8Array(10)).subarray(0, 320))).toEqual({ ok: false, error: { type: 'malformed' } });
});
