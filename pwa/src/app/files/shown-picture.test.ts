// @vitest-environment node
import { expect, test } from 'vitest';
import { isShownPicture, isShownThumbnail } from './shown-picture.ts';

const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const u16 = (value: number): number[] => [value >> 8, value & 255];
const jpeg = (width: number, height: number) =>
  new Uint8Array([0xff, 0xd8, 0xff, 0xc0, ...u16(17), 8, ...u16(height), ...u16(width), ...new Array<number>(10).fill(0)]);
/** Lossless, of one colour: a few dozen bytes, whatever its size. */
const webp = (width: number, height: number) => {
  const bits = (width - 1) | ((height - 1) << 14);
  const size = [bits & 255, (bits >> 8) & 255, (bits >> 16) & 255, (bits >> 24) & 255];
  return new Uint8Array([...letters('RIFF'), 0, 0, 0, 0, ...letters('WEBPVP8L'), 0, 0, 0, 0, 0x2f, ...size]);
};
const gif = new Uint8Array([
  ...letters('GIF89a'),
  1,
  0,
  1,
  0,
  0,
  0,
  0,
  0x2c,
  0,
  0,
  0,
  0,
  0xff,
  0xff,
  0xff,
  0xff,
  0,
  2,
  1,
  0,
  0,
  0x3b,
]);
const svg = new Uint8Array(letters('<svg xmlns="http://www.w3.org/2000/svg"/>'));

test('a small picture that unfolds to gigabytes, moves, or is none of ours is not shown', () => {
  expect(isShownThumbnail(webp(160, 120))).toBe(true);
  expect(isShownThumbnail(jpeg(160, 120))).toBe(true);
  expect(isShownThumbnail(webp(16_383, 16_383))).toBe(false);
  expect(isShownThumbnail(jpeg(65_535, 65_535))).toBe(false);
  expect(isShownThumbnail(jpeg(160, 0))).toBe(false);
  for (const none of [gif, svg, new Uint8Array(), new Uint8Array([1, 2, 3])]) expect(isShownThumbnail(none)).toBe(false);
});

test('a fetched picture is told by its bytes, whatever its message said', async () => {
  const blob = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes], { type: 'image/webp' });
  expect(await isShownPicture(blob(jpeg(8000, 6000)))).toBe(true);
  expect(await isShownPicture(blob(jpeg(60_000, 60_000)))).toBe(false);
  expect(await isShownPicture(blob(webp(16_383, 16_383)))).toBe(false);
  for (const none of [gif, svg]) expect(await isShownPicture(blob(none))).toBe(false);
});
