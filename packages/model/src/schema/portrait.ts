/**
 * A portrait that its owner shows to those alone with whom she shares a space (DOC-16): the value of an act, what a file needs to be
 * opened: a map of `f` id, `k` key, `b` bytes of the content, `d` digest (attachment.ts); null: taken back. The picture itself is a sealed
 * file like any other, a small square of WebP or JPEG.
 */
import * as v from 'valibot';
import { fileIdFromBytes, idToBytes } from '../ids.ts';
import type { SealedFile } from './attachment-values.ts';

export const maxPortraitBytes = 64 * 1024;
/** Ours have 256. A few bytes may say that they are a picture of a gigabyte. */
const maxSidePixels = 1024;

const bytesOf = (length: number) => v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length);
const Shape = v.object({
  f: bytesOf(16),
  k: bytesOf(32),
  b: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(maxPortraitBytes)),
  d: bytesOf(32),
});

export const portraitToShape = (portrait: SealedFile | null): object | null =>
  portrait && { f: idToBytes(portrait.file), k: portrait.key, b: portrait.bytes, d: portrait.digest };

/** Undefined: it is none. */
export function readPortrait(value: unknown): SealedFile | null | undefined {
  if (value === null) return null;
  const parsed = v.safeParse(Shape, value);
  if (!parsed.success) return undefined;
  const { f, k, b, d } = parsed.output;
  return { file: fileIdFromBytes(f), key: k, bytes: b, digest: d };
}

/** What was opened is a still picture of a size that a screen can draw: who signed it may have sealed anything. */
export function isPortrait(bytes: Uint8Array): boolean {
  if (bytes.length > maxPortraitBytes) return false;
  const sides = sidesOf(bytes);
  return sides?.every((side) => side > 0 && side <= maxSidePixels) === true;
}

const starts = (bytes: Uint8Array, at: number, text: string): boolean =>
  Array.from(text).every((letter, index) => bytes[at + index] === letter.charCodeAt(0));

function sidesOf(bytes: Uint8Array): readonly [number, number] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  try {
    if (starts(bytes, 0, 'RIFF') && starts(bytes, 8, 'WEBP')) return webpSides(bytes, view);
    return view.getUint16(0) === 0xffd8 ? jpegSides(view) : undefined;
  } catch {
    // It ends before it says how large it is.
    return undefined;
  }
}

function webpSides(bytes: Uint8Array, view: DataView): readonly [number, number] | undefined {
  if (starts(bytes, 12, 'VP8 ')) return [view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff];
  if (starts(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
  }
  const isAnimated = (view.getUint8(20) & 2) !== 0;
  if (!starts(bytes, 12, 'VP8X') || isAnimated) return undefined;
  const side = (at: number): number => (view.getUint16(at, true) | (view.getUint8(at + 2) << 16)) + 1;
  return [side(24), side(27)];
}

/** The frame says it: SOF0 to SOF15, without the tables that share these numbers. */
function jpegSides(view: DataView): readonly [number, number] | undefined {
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return [view.getUint16(at + 7), view.getUint16(at + 5)];
  }
  return undefined;
}
