/**
 * What the first bytes of a file say of a picture, before anything is decoded: its format, its size, whether it moves. What a name or a browser
 * claims is not asked: a file that is called a picture and is none goes as a document.
 */

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'avif' | 'heic' | 'bmp';
export interface PictureFacts {
  readonly format: PictureFormat;
  /** As stored: what the picture says of its orientation is not in it. Undefined: it does not say where it should. */
  readonly size: { readonly width: number; readonly height: number } | undefined;
  readonly moves: boolean;
}

/** More than this is not decoded: a small file may unfold to gigabytes. */
const maxPictureSide = 10_000;
const maxPicturePixels = 50_000_000;

export const isTooLarge = ({ width, height }: { readonly width: number; readonly height: number }): boolean =>
  width > maxPictureSide || height > maxPictureSide || width * height > maxPicturePixels;

/** The head of a JPEG may hold previews and profiles of hundreds of kilobytes. */
export const pictureHeadBytes = 1 << 20;

/** By its beginning alone. */
export const readPictureHead = async (file: Blob): Promise<PictureFacts | undefined> =>
  readPicture(new Uint8Array(await file.slice(0, pictureHeadBytes).arrayBuffer()));

/** `bytes`: the beginning of the file; of a GIF all of it, or it counts as one that moves. SVG is none: it can hold anything. */
export function readPicture(bytes: Uint8Array): PictureFacts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (startsWith(bytes, [0xff, 0xd8, 0xff])) return { format: 'jpeg', size: jpegSize(view), moves: false };
    if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
      return { format: 'png', size: { width: view.getUint32(16), height: view.getUint32(20) }, moves: hasChunk(view, 'acTL') };
    if (text(bytes, 0, 4) === 'GIF8')
      return {
        format: 'gif',
        size: { width: view.getUint16(6, true), height: view.getUint16(8, true) },
        moves: gifFrames(bytes) !== 1,
      };
    if (text(bytes, 0, 4) === 'RIFF' && text(bytes, 8, 4) === 'WEBP') return webp(bytes, view);
    if (text(bytes, 0, 2) === 'BM' && view.getUint32(14, true) >= 40)
      return {
        format: 'bmp',
        size: { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) },
        moves: false,
      };
    if (text(bytes, 4, 4) === 'ftyp') return isobmff(bytes, view);
  } catch (cause) {
    // Shorter than its own head: no picture.
    if (!(cause instanceof RangeError)) throw cause;
  }
  return undefined;
}

const startsWith = (bytes: Uint8Array, start: readonly number[]): boolean => start.every((byte, at) => bytes[at] === byte);
const text = (bytes: Uint8Array, from: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(from, from + length));

/** The frame header: C0 to CF without DHT, JPG and DAC. */
function jpegSize(view: DataView): PictureFacts['size'] {
  for (let at = 2; at + 9 < view.byteLength; ) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // fill
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    if (marker === 0xda) return undefined;
    at += 2 + view.getUint16(at + 2);
  }
  return undefined;
}

/** Before the pixels: afterwards it means nothing. */
function hasChunk(view: DataView, name: string): boolean {
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const kind = String.fromCharCode(...[4, 5, 6, 7].map((offset) => view.getUint8(at + offset)));
    if (kind === name) return true;
    if (kind === 'IDAT') return false;
  }
  return false;
}

/** Two are enough to know; undefined: it ends before it is over. */
function gifFrames(bytes: Uint8Array): number | undefined {
  const tableBytes = (flags: number) => (flags & 0x80 ? 3 << ((flags & 7) + 1) : 0);
  let at = 13 + tableBytes(bytes[10] ?? 0);
  let frames = 0;
  const skipBlocks = () => {
    for (let length = bytes[at]; length !== undefined; length = bytes[at]) {
      at += 1 + length;
      if (length === 0) return;
    }
  };
  while (at < bytes.length && frames < 2) {
    const kind = bytes[at];
    if (kind === 0x3b) return frames;
    if (kind === 0x21) at += 2;
    else if (kind === 0x2c) {
      frames += 1;
      at += 11 + tableBytes(bytes[at + 9] ?? 0);
    } else return undefined;
    skipBlocks();
  }
  return frames === 2 ? frames : undefined;
}

function webp(bytes: Uint8Array, view: DataView): PictureFacts | undefined {
  const kind = text(bytes, 12, 4);
  if (kind === 'VP8X') {
    const three = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16) + 1;
    return { format: 'webp', size: { width: three(24), height: three(27) }, moves: (view.getUint8(20) & 2) !== 0 };
  }
  if (kind === 'VP8L') {
    const bits = view.getUint32(21, true);
    return { format: 'webp', size: { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 }, moves: false };
  }
  if (kind !== 'VP8 ') return undefined;
  const size = { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  return { format: 'webp', size, moves: false };
}

const HEIC = ['heic', 'heix', 'heim', 'heis', 'mif1', 'msf1'];

/** Of all pictures inside (tiles, thumbnails) the widest and the highest: never less than what would be decoded. */
function isobmff(bytes: Uint8Array, view: DataView): PictureFacts | undefined {
  const brand = text(bytes, 8, 4);
  const format = brand === 'avif' || brand === 'avis' ? 'avif' : HEIC.includes(brand) ? 'heic' : undefined;
  if (format === undefined) return undefined;
  let [width, height] = [0, 0];
  for (let at = 12; at + 16 <= bytes.length; at++) {
    if (bytes[at] !== 0x69 || text(bytes, at, 4) !== 'ispe') continue;
    width = Math.max(width, view.getUint32(at + 8));
    height = Math.max(height, view.getUint32(at + 12));
  }
  return { format, size: width > 0 && height > 0 ? { width, height } : undefined, moves: brand === 'avis' };
}
