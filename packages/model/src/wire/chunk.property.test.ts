import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, bytesUpTo, count, deviceId, logId } from '../../test/support/arbitrary.ts';
import { concat } from '../bytes.ts';
import { type ChunkHeader, chunkHeaderBytes, encodeChunkHeader, parseChunk } from './chunk.ts';
import { maxChunkBytes } from './limits.ts';

const header: fc.Arbitrary<ChunkHeader> = fc.record({
  kind: fc.constantFrom('changes' as const, 'snapshot' as const),
  deflated: fc.boolean(),
  logId,
  epoch: fc.integer({ min: 0, max: 0xffff_ffff }),
  device: deviceId,
  n: count,
  prev: bytes(32),
  seenSeq: count,
  seenHash: bytes(32),
});

test('CHUNK-1: a chunk decodes to the header it was made of', () => {
  fc.assert(
    fc.property(header, bytes(12), bytesUpTo(300), bytes(64), (fields, iv, sealed, signature) => {
      const parsed = parseChunk(concat(encodeChunkHeader(fields), iv, new Uint8Array(16), sealed, signature));
      expect(parsed).toMatchObject({ ok: true, value: { ...fields, iv, signature } });
    }),
  );
});

test('CHUNK-2: parsing never throws, and a short, large or foreign one is refused with its reason', () => {
  fc.assert(fc.property(bytesUpTo(2000), (noise) => void parseChunk(noise)));
  const good = new Uint8Array(300);
  good[0] = 1;
  expect(parseChunk(good.subarray(0, chunkHeaderBytes + 91))).toEqual({ ok: false, error: { type: 'truncated' } });
  expect(parseChunk(new Uint8Array(300).fill(2))).toEqual({ ok: false, error: { type: 'version' } });
  expect(parseChunk(Object.assign(good.slice(), { 1: 9 }))).toEqual({ ok: false, error: { type: 'malformed' } });
  const large = new Uint8Array(maxChunkBytes + 1);
  large[0] = 1;
  expect(parseChunk(large)).toEqual({ ok: false, error: { type: 'too-large' } });
});
