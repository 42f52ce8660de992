/** Makes a chosen picture small on this device: a square of 256 pixels, re-encoded, so that place and camera data stay behind. */
import { middleSquareOf } from '../platform/photo-edits/geometry.ts';

const sidePixels = 256;
/** What the server takes for a person; a group's picture is smaller. */
export const maxPhotoBytes = 64 * 1024;
const QUALITIES = [0.86, 0.72, 0.58, 0.42, 0.3];

/** `undefined` when the file is no picture this browser can read. */
export async function scalePhoto(file: Blob, maxBytes = maxPhotoBytes): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const bitmap = await createImageBitmap(file).catch(() => undefined);
  if (bitmap === undefined) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = sidePixels;
  canvas.height = sidePixels;
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  const { x, y, width: side } = middleSquareOf(bitmap);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, x, y, side, side, 0, 0, sidePixels, sidePixels);
  bitmap.close();
  for (const quality of QUALITIES) {
    const blob = await encode(canvas, quality);
    if (blob !== undefined && blob.size <= maxBytes) return new Uint8Array(await blob.arrayBuffer());
  }
  return undefined;
}

/** Safari answers PNG when asked for WebP: then JPEG, which the server takes as well. */
async function encode(canvas: HTMLCanvasElement, quality: number): Promise<Blob | undefined> {
  const webp = await toBlob(canvas, 'image/webp', quality);
  return webp?.type === 'image/webp' ? webp : toBlob(canvas, 'image/jpeg', quality);
}

const toBlob = (canvas: HTMLCanvasElement, type: string, quality: number): Promise<Blob | undefined> =>
  new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), type, quality));
