import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bytes, bytesUpTo } from '../../test/support/arbitrary.ts';
import { concat, u32, utf8 } from '../bytes.ts';
import { fileIdFromBytes } from '../ids.ts';
import { decodeAct, encodeAct } from './act.ts';
import { isPortrait, maxPortraitBytes, portraitToShape, readPortrait } from './portrait.ts';

const portrait = fc.record({
  file: bytes(16).map(fileIdFromBytes),
  key: bytes(32),
  bytes: fc.integer({ min: 1, max: maxPortraitBytes }),
  digest: bytes(32),
});

test('DOC-16 what names a portrait is read as it was written, also that it was taken back', () => {
  fc.assert(
    fc.property(fc.option(portrait), (value) => {
      expect(readPortrait(portraitToShape(value))).toEqual(value);
      expect(decodeAct(encodeAct({ kind: 'portrait', target: null, value }))).toEqual({ kind: 'portrait', target: null, value });
    }),
  );
});

test('DOC-16 an entry with a wrong reference, key or length names none', () => {
  const whole = { f: new Uint8Array(16), k: new Uint8Array(32), b: 9, d: new Uint8Array(32) };
  expect(readPortrait(whole)).toBeDefined();
  for (const part of [
    { f: new Uint8Array(15) },
    { k: 'key' },
    { b: 0 },
    { b: 1.5 },
    { b: maxPortraitBytes + 1 },
    { d: undefined },
  ])
    expect(readPortrait({ ...whole, ...part })).toBeUndefined();
  fc.assert(fc.property(fc.anything(), (value) => void readPortrait(value)));
});

const riff = (kind: string, rest: Uint8Array) => concat(utf8('RIFF'), u32(0), utf8('WEBP'), utf8(kind), u32(0), rest);
const lossy = (side: number) =>
  riff('VP8 ', new Uint8Array([0, 0, 0, 0x9d, 0x01, 0x2a, side & 255, side >> 8, side & 255, side >> 8]));
const lossless = (side: number) => {
  const bits = (side - 1) | ((side - 1) << 14);
  return riff('VP8L', new Uint8Array([0x2f, bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, (bits >> 24) & 255]));
};
const extended = (side: number, flags = 0) =>
  riff('VP8X', new Uint8Array([flags, 0, 0, 0, (side - 1) & 255, (side - 1) >> 8, 0, (side - 1) & 255, (side - 1) >> 8, 0]));
const jpeg = (side: number) =>
  new Uint8Array([
    255,
    0xd8,
    255,
    0xe0,
    0,
    4,
    0,
    0,
    255,
    0xc2,
    0,
    11,
    8,
    side >> 8,
    side & 255,
    side >> 8,
    side & 255,
    1,
    1,
    0,
    0,
  ]);

test('DOC-16 a still picture of a side that a screen can draw is a portrait; one that claims more, moves or is none is not', () => {
  for (const made of [lossy, lossless, extended, jpeg]) {
    expect(isPortrait(made(256)), made.name).toBe(true);
    expect(isPortrait(made(16_000)), made.name).toBe(false);
    expect(isPortrait(made(256).slice(0, 16)), made.name).toBe(false);
  }
  expect(isPortrait(lossy(0))).toBe(false);
  expect(isPortrait(extended(256, 2))).toBe(false);
  expect(isPortrait(utf8('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe(false);
  expect(isPortrait(concat(jpeg(256), new Uint8Array(maxPortraitBytes)))).toBe(false);
  fc.assert(fc.property(bytesUpTo(80), (any) => void isPortrait(any)));
});
