/**
 * Makes a chosen picture safe and small: decoded, turned upright, drawn anew, so that place, camera, comments and whatever else stood
 * beside the pixels stay behind. Beside it a small copy that is fetched unasked, and a thumbnail that travels inside the message. Off the main
 * thread (worker/pictures.worker.ts).
 */
import { maxThumbnailBytes } from '@sanad/model/schema/attachment-values';
import { withinSide } from './photo-edits/geometry.ts';
import { isTooLarge, type PictureFacts, pictureHeadBytes, readPicture, readPictureHead } from './picture-facts.ts';

export type Prepared =
  | {
      readonly kind: 'picture';
      readonly full: Blob;
      /** Undefined: the picture itself is small. */
      readonly small: Blob | undefined;
      readonly thumbnail: Uint8Array<ArrayBuffer>;
      readonly width: number;
      readonly height: number;
    }
  /** It goes as it is. `unreadable`: this browser cannot decode it, so that nothing was taken out of it. */
  | { readonly kind: 'document'; readonly why: 'no-picture' | 'moves' | 'unreadable' }
  | { readonly kind: 'refused'; readonly why: 'too-many-pixels' };

const maxGifBytes = 16 << 20;
const smallSide = 1600;
/** A picture of this size needs no small copy. */
const smallEnoughBytes = 400 * 1024;

export async function preparePicture(file: Blob): Promise<Prepared> {
  const facts = await readFacts(file);
  if (facts === undefined) return { kind: 'document', why: 'no-picture' };
  if (facts.moves) return { kind: 'document', why: 'moves' };
  if (facts.size === undefined) return { kind: 'document', why: 'unreadable' };
  if (isTooLarge(facts.size)) return { kind: 'refused', why: 'too-many-pixels' };
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined);
  if (bitmap === undefined) return { kind: 'document', why: 'unreadable' };
  try {
    // The head may lie.
    if (isTooLarge(bitmap)) return { kind: 'refused', why: 'too-many-pixels' };
    return await drawAnew(bitmap, facts);
  } finally {
    bitmap.close();
  }
}

async function readFacts(file: Blob): Promise<PictureFacts | undefined> {
  const head = await readPictureHead(file);
  if (head?.format !== 'gif' || file.size <= pictureHeadBytes || file.size > maxGifBytes) return head;
  return readPicture(new Uint8Array(await file.arrayBuffer()));
}

async function drawAnew(bitmap: ImageBitmap, { format }: PictureFacts): Promise<Prepared> {
  const { width, height } = bitmap;
  const keepsLines = format === 'png' || format === 'gif' || format === 'bmp';
  const whole = draw(bitmap, { width, height });
  const full = await (keepsLines ? encode(whole, 'image/png', 1) : encode(whole, photoType(format), 0.92));
  const isSmall = Math.max(width, height) <= smallSide && full.size <= smallEnoughBytes;
  const small = isSmall ? undefined : await encode(draw(bitmap, withinSide({ width, height }, smallSide)), 'image/webp', 0.82);
  const thumbnail = await firstWithin(THUMBNAILS, maxThumbnailBytesEach, ([side, quality]) =>
    encode(draw(bitmap, withinSide({ width, height }, side)), 'image/webp', quality),
  );
  if (thumbnail === undefined) return { kind: 'document', why: 'unreadable' };
  return { kind: 'picture', full, small, thumbnail: new Uint8Array(await thumbnail.arrayBuffer()), width, height };
}

const photoType = (format: PictureFacts['format']): string =>
  format === 'webp' || format === 'avif' ? 'image/webp' : 'image/jpeg';

/** Ten of them fit into one message (`maxThumbnailsBytes`). */
export const maxThumbnailBytesEach = Math.floor(maxThumbnailBytes * 0.6);
/** Side and quality, the best first; the last is a few hundred bytes of whatever picture. */
const THUMBNAILS: readonly (readonly [side: number, quality: number])[] = [
  [160, 0.6],
  [128, 0.5],
  [96, 0.45],
  [72, 0.35],
  [48, 0.3],
  [24, 0.2],
];

/** The first that is small enough. */
export async function firstWithin<Step>(
  steps: readonly Step[],
  maxBytes: number,
  make: (step: Step) => Promise<Blob>,
): Promise<Blob | undefined> {
  for (const step of steps) {
    const made = await make(step);
    if (made.size <= maxBytes) return made;
  }
  return undefined;
}

function draw(bitmap: ImageBitmap, { width, height }: { readonly width: number; readonly height: number }): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

/** Safari answers PNG when asked for WebP: then JPEG, on white, because it knows nothing of transparency. */
async function encode(canvas: OffscreenCanvas, type: string, quality: number): Promise<Blob> {
  const made = await canvas.convertToBlob({ type, quality });
  if (made.type === type) return made;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.globalCompositeOperation = 'destination-over';
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/jpeg', quality });
}
