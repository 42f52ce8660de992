/** @vitest-environment node */
import { err } from '@sanad/model/result';
import { expect, test } from 'vitest';
import { openPicture } from './open-picture.ts';

const letters = (text: string): readonly number[] => [...text].map((letter) => letter.charCodeAt(0));
const u16 = (value: number): readonly number[] => [value >> 8, value & 255];
const u32 = (value: number): readonly number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
const blob = (...bytes: readonly number[]) => new Blob([new Uint8Array(bytes)]);
const png = (width: number, height: number) =>
  blob(0x89, ...letters('PNG\r\n\u001a\n'), ...u32(13), ...letters('IHDR'), ...u32(width), ...u32(height), ...u32(0));
const jpeg = (width: number, height: number) =>
  blob(0xff, 0xd8, 0xff, 0xc0, ...u16(17), 8, ...u16(height), ...u16(width), ...new Array<number>(10).fill(0));

// Nothing decodes pictures here: whoever would try fails.
test('a picture of more than ten thousand pixels to a side, or fifty million, is refused by its head', async () => {
  expect(await openPicture(png(65_536, 65_536))).toEqual(err('too-large'));
  expect(await openPicture(png(10_001, 10))).toEqual(err('too-large'));
  expect(await openPicture(jpeg(10_000, 10_000))).toEqual(err('too-large'));
});

test('what its first bytes do not say to be a picture is not opened, whatever it is called', async () => {
  expect(await openPicture(new Blob(['<svg xmlns="http://www.w3.org/2000/svg"/>'], { type: 'image/png' }))).toEqual(
    err('unreadable'),
  );
  expect(await openPicture(new Blob([], { type: 'image/jpeg' }))).toEqual(err('unreadable'));
});
