/**
 * A picture, drawn: from here on there are pixels alone, upright, and nothing that a file says beside them (place, time, camera). Pictures that draw
 * themselves from text (SVG) are not opened: they could say more than they show.
 */
import { err, ok, type Result } from '@sanad/model/result';
import { isTooLarge, readPictureHead } from '../picture-facts.ts';
import { type Size, withinPixels } from './geometry.ts';

/** Of what is edited: enough to read a wound or a screen, and a phone holds several copies of it. */
const maxEditedPixels = 12_000_000;

export interface OpenedPicture extends Size {
  readonly canvas: OffscreenCanvas;
  /** It may be a drawing or a screenshot: then PNG keeps it better, in fewer bytes. */
  readonly isPng: boolean;
}
export type PictureError = 'unreadable' | 'too-large';

export async function openPicture(file: Blob): Promise<Result<OpenedPicture, PictureError>> {
  // Before anything is decoded: a few hundred bytes may unfold to gigabytes. What its first bytes do not say to be a picture is none.
  const facts = await readPictureHead(file);
  if (facts?.size === undefined) return err('unreadable');
  if (isTooLarge(facts.size)) return err('too-large');
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => undefined);
  if (bitmap === undefined) return err('unreadable');
  try {
    // The head may lie.
    if (isTooLarge(bitmap)) return err('too-large');
    const { width, height } = withinPixels(bitmap, maxEditedPixels);
    const canvas = new OffscreenCanvas(width, height);
    const context = contextOf(canvas);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    return ok({ canvas, width, height, isPng: facts.format === 'png' });
  } finally {
    bitmap.close();
  }
}

/** Read often: the pixels stay where the processor reaches them, instead of being fetched from the graphics card for each look. */
export function contextOf(canvas: OffscreenCanvas): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2d canvas');
  return context;
}
