import { describe, expect, test } from 'vitest';
import { isTooLarge, readPicture } from './picture-facts.ts';

const bytes = (...parts: readonly (readonly number[] | string)[]): Uint8Array =>
  new Uint8Array(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((letter) => letter.charCodeAt(0)) : [...part])),
  );
const u16 = (value: number) => [value >> 8, value & 255];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];
const le16 = (value: number) => u16(value).toReversed();
const zeros = (count: number) => new Array<number>(count).fill(0);

const png = (width: number, height: number, ...chunks: readonly string[]) =>
  bytes(
    [0x89],
    'PNG\r\n\u001a\n',
    u32(13),
    'IHDR',
    u32(width),
    u32(height),
    zeros(9),
    ...chunks.flatMap((name) => [u32(0), name, u32(0)]),
  );
const jpeg = (width: number, height: number, exif = 0) =>
  bytes(
    [0xff, 0xd8],
    exif > 0 ? [0xff, 0xe1, ...u16(exif + 2), ...zeros(exif)] : [0xff, 0xdb, ...u16(4), 0, 0],
    [0xff, 0xc4, ...u16(3), 0],
    [0xff, 0xc2, ...u16(17), 8, ...u16(height), ...u16(width), ...zeros(10)],
  );
const frame = [0x2c, ...zeros(8), 0, 2, 1, 0, 0];
const gif = (...frames: readonly (readonly number[])[]) =>
  bytes('GIF89a', le16(3), le16(4), [0x80, 0, 0], zeros(6), [0x21, 0xf9, 1, 0, 0], ...frames, [0x3b]);

describe('a picture is known by its first bytes', () => {
  test('PNG, and one that moves', () => {
    expect(readPicture(png(640, 480, 'IDAT'))).toEqual({ format: 'png', size: { width: 640, height: 480 }, moves: false });
    expect(readPicture(png(1, 1, 'acTL', 'IDAT'))?.moves).toBe(true);
    expect(readPicture(png(1, 1, 'IDAT', 'acTL'))?.moves).toBe(false);
  });

  test('JPEG: the frame stands behind what a camera writes', () => {
    expect(readPicture(jpeg(4000, 3000))).toEqual({ format: 'jpeg', size: { width: 4000, height: 3000 }, moves: false });
    expect(readPicture(jpeg(4000, 3000, 60_000))?.size).toEqual({ width: 4000, height: 3000 });
    expect(readPicture(bytes([0xff, 0xd8, 0xff, 0xd9]))?.size).toBeUndefined();
    expect(readPicture(bytes([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff]))?.size).toBeUndefined();
  });

  test('GIF: one picture is still, two move, a torn one counts as moving', () => {
    expect(readPicture(gif(frame))).toEqual({ format: 'gif', size: { width: 3, height: 4 }, moves: false });
    expect(readPicture(gif(frame, frame))?.moves).toBe(true);
    expect(readPicture(gif(frame).slice(0, 25))?.moves).toBe(true);
  });

  test('WebP in its three kinds', () => {
    const riff = (kind: string, ...rest: readonly number[][]) => bytes('RIFF', zeros(4), 'WEBP', kind, zeros(4), ...rest);
    expect(readPicture(riff('VP8X', [2, 0, 0, 0], [99, 0, 0], [199, 0, 0]))).toEqual({
      format: 'webp',
      size: { width: 100, height: 200 },
      moves: true,
    });
    expect(readPicture(riff('VP8 ', zeros(6), le16(320), le16(200)))?.size).toEqual({ width: 320, height: 200 });
    expect(readPicture(riff('VP8L', [0x2f], [9, 0xc0, 4, 0]))?.size).toEqual({ width: 10, height: 20 });
  });

  test('AVIF and HEIC: the largest of the pictures inside', () => {
    const boxes = (brand: string) =>
      bytes(
        u32(20),
        'ftyp',
        brand,
        zeros(8),
        u32(20),
        'ispe',
        u32(0),
        u32(512),
        u32(512),
        u32(20),
        'ispe',
        u32(0),
        u32(4032),
        u32(3024),
      );
    expect(readPicture(boxes('heic'))).toEqual({ format: 'heic', size: { width: 4032, height: 3024 }, moves: false });
    expect(readPicture(boxes('avif'))?.format).toBe('avif');
    expect(readPicture(boxes('mp42'))).toBeUndefined();
  });

  test('what only says it is a picture is none', () => {
    expect(readPicture(bytes('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBeUndefined();
    expect(readPicture(bytes('<!doctype html><script>'))).toBeUndefined();
    expect(readPicture(bytes('%PDF-1.7'))).toBeUndefined();
    expect(readPicture(bytes())).toBeUndefined();
  });
});

test('bytes cut off anywhere never throw', () => {
  for (const whole of [png(9, 9, 'acTL'), jpeg(9, 9, 10), gif(frame, frame)])
    for (let length = 0; length < whole.length; length++) expect(() => readPicture(whole.slice(0, length))).not.toThrow();
});

test('more than fifty million pixels, or a side of more than ten thousand, is too large', () => {
  expect(isTooLarge({ width: 8_000, height: 6_250 })).toBe(false);
  expect(isTooLarge({ width: 8_000, height: 6_251 })).toBe(true);
  expect(isTooLarge({ width: 10_001, height: 10 })).toBe(true);
});
