/** The result of editing: a new picture, encoded from pixels alone, in which what was covered or cut off does not exist. */
import { drawArrow } from './draw-marks.ts';
import { type Edits, isStroke } from './edits.ts';
import { turnSize, viewMatrix, wholePixels } from './geometry.ts';
import { contextOf, type OpenedPicture } from './open-picture.ts';
import { blockSide, redact, touchedRows } from './redact.ts';

export interface MadePicture {
  readonly picture: Blob;
  readonly width: number;
  readonly height: number;
}

/** `undefined`: the browser could not encode it. */
export async function makePicture(opened: OpenedPicture, edits: Edits): Promise<MadePicture | undefined> {
  const redacted = redactedCopy(opened, edits);
  const crop = wholePixels(edits.crop, opened);
  const { width, height } = turnSize(crop, edits.turns);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) return undefined;
  context.setTransform(...viewMatrix(crop, edits.turns, 1));
  context.drawImage(redacted, 0, 0);
  for (const mark of edits.marks) if (mark.kind === 'arrow') drawArrow(context, mark);
  const picture = await encode(canvas, opened.isPng);
  return picture === undefined ? undefined : { picture, width, height };
}

/** A band of blocks at a time: its pixels are in memory once more. */
function redactedCopy(opened: OpenedPicture, edits: Edits): OffscreenCanvas {
  const strokes = edits.marks.filter(isStroke);
  const side = blockSide(opened);
  const rows = touchedRows(strokes, opened, side);
  if (rows === undefined) return opened.canvas;
  const copy = new OffscreenCanvas(opened.width, opened.height);
  const context = contextOf(copy);
  context.drawImage(opened.canvas, 0, 0);
  for (let top = rows.from; top < rows.to; top += side) {
    const band = context.getImageData(0, top, opened.width, Math.min(side, opened.height - top));
    redact(band, strokes, side, top);
    context.putImageData(band, 0, top);
  }
  return copy;
}

/** What came as PNG stays PNG where that costs little: lines and letters do, photos do not. */
const pngMayCost = 1.5;

async function encode(canvas: OffscreenCanvas, isPng: boolean): Promise<Blob | undefined> {
  const png = isPng ? await toBlob(canvas, 'image/png') : undefined;
  const context = canvas.getContext('2d');
  if (context === null) return png;
  if (isPng) {
    // JPEG has no transparency: what is empty becomes white and not black.
    context.resetTransform();
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  const jpeg = await toBlob(canvas, 'image/jpeg');
  return png !== undefined && (jpeg === undefined || png.size <= jpeg.size * pngMayCost) ? png : jpeg;
}

const toBlob = (canvas: OffscreenCanvas, type: string): Promise<Blob | undefined> =>
  canvas.convertToBlob({ type, quality: 0.9 }).catch(() => undefined);
