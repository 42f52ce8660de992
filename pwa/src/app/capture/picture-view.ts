/** What an editor shows of a picture: from a copy as large as the screen, so that a frame costs the same whatever the camera gave. */
import { drawArrow, drawBlocks, drawStroke } from '../../platform/photo-edits/draw-marks.ts';
import { type Edits, isStroke, type Mark, type Stroke } from '../../platform/photo-edits/edits.ts';
import { type Point, type Rect, type Size, turnSize, viewMatrix, wholePixels } from '../../platform/photo-edits/geometry.ts';
import type { PictureOnPage } from '../../platform/photo-edits/photo-edits.ts';
import { blockSide, type Colour, meanColour, touchedBlocks } from '../../platform/photo-edits/redact.ts';

const BLACK: Colour = [0, 0, 0];

export interface PictureView {
  /** `window`: the part of the picture that fills the canvas; `scale`: canvas pixels to one of the picture. */
  draw(canvas: HTMLCanvasElement, window: Rect, edits: Edits, being: Mark | undefined, scale: number): void;
  dispose(): void;
}

export function makePictureView(picture: PictureOnPage): PictureView {
  // Kept where its pixels can be read: a block is shown in the mean of what lies under it.
  const canvas = document.createElement('canvas');
  canvas.width = picture.copy.width;
  canvas.height = picture.copy.height;
  const copy = canvas.getContext('2d', { willReadFrequently: true });
  copy?.drawImage(picture.copy, 0, 0);
  const part = canvas.width / picture.width;
  const side = blockSide(picture);
  const means = new Map<string, Colour>();
  const meanOf = (column: number, row: number): Colour => {
    const name = `${column},${row}`;
    const known = means.get(name);
    if (known !== undefined) return known;
    const { x, y, width, height } = wholePixels(
      { x: column * side * part, y: row * side * part, width: side * part, height: side * part },
      canvas,
    );
    const mean = copy === null ? BLACK : meanColour(copy.getImageData(x, y, width, height));
    means.set(name, mean);
    return mean;
  };
  /** A stroke is a value: what it touches is reckoned once, not with each frame. */
  const touched = new WeakMap<Stroke, readonly Point[]>();
  const blocksOf = (stroke: Stroke): readonly Point[] => {
    const known = touched.get(stroke) ?? touchedBlocks(stroke, picture, side);
    touched.set(stroke, known);
    return known;
  };
  return {
    draw: (shown, window, edits, being, scale) => {
      const size = pixelsOf(window, edits.turns, scale);
      if (shown.width !== size.width || shown.height !== size.height) [shown.width, shown.height] = [size.width, size.height];
      const context = shown.getContext('2d');
      if (context === null) return;
      context.setTransform(...viewMatrix(window, edits.turns, scale));
      context.drawImage(canvas, 0, 0, picture.width, picture.height);
      const marks = being === undefined ? edits.marks : [...edits.marks, being];
      const strokes = marks.filter(isStroke);
      // In the order of redact.ts.
      for (const stroke of strokes) {
        if (stroke.kind === 'blocks') drawBlocks(context, blocksOf(stroke), side, ({ x, y }) => meanOf(x, y));
      }
      for (const stroke of strokes) if (stroke.kind === 'black') drawStroke(context, stroke);
      for (const mark of marks) if (mark.kind === 'arrow') drawArrow(context, mark);
    },
    // Gives the memory back now and not when the collector comes.
    dispose: () => {
      canvas.width = 0;
      canvas.height = 0;
    },
  };
}

export function pixelsOf(window: Rect, turns: Edits['turns'], scale: number): Size {
  const { width, height } = turnSize(window, turns);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
