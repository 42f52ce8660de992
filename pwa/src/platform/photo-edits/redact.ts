/**
 * Destroys pixels: what it returns of a covered place cannot be led back to what was there.
 *
 * Black writes one colour. Blocks write one colour for a whole block of a fixed grid, the mean of the block in coarse steps: of some thousand
 * pixels a dozen bits remain. A Gaussian blur would not do: it is a linear filter that keeps every pixel's share in its neighbours, and with its known
 * kernel it is computed back (deconvolution), letters first. Blocks, too, may let a known alphabet be guessed when they are small against the letters:
 * so they are large, whole and rounded, and black is what is offered first.
 *
 * A block that the brush touches goes whole: nothing of it remains beside the stroke from which the covered part could be reckoned.
 */
import type { Stroke } from './edits.ts';
import { clamp, type Point, type Size } from './geometry.ts';

/** As `ImageData`: four bytes a pixel. */
export interface Pixels extends Size {
  readonly data: Uint8ClampedArray;
}
export type Colour = readonly [red: number, green: number, blue: number];

/** Means are kept in steps of this size. */
const colourStep = 16;

/** The side of a block: about thirty to the long side, so that a face has a handful of them. */
export const blockSide = ({ width, height }: Size): number => Math.max(16, Math.ceil(Math.max(width, height) / 32));

/**
 * Writes the strokes into a part of the picture that begins at row `top`, a multiple of `side`, and has its whole width. Blocks first: black lies over
 * them, in whatever order they were drawn.
 */
export function redact(part: Pixels, strokes: readonly Stroke[], side: number, top = 0): void {
  for (const stroke of strokes) {
    if (stroke.kind !== 'blocks') continue;
    for (const block of touchedBlocks(stroke, { width: part.width, height: top + part.height }, side))
      flatten(part, block, side, top);
  }
  for (const stroke of strokes) if (stroke.kind === 'black') blackOut(part, stroke, top);
}

/** Blocks of the grid that a stroke touches, as `column, row`, each once. */
export function touchedBlocks(stroke: Stroke, bounds: Size, side: number): readonly Point[] {
  const found = new Map<string, Point>();
  const [columns, rows] = [Math.ceil(bounds.width / side), Math.ceil(bounds.height / side)];
  const radius = stroke.width / 2;
  for (const [from, to] of segments(stroke.points)) {
    const first = {
      x: Math.floor((Math.min(from.x, to.x) - radius) / side),
      y: Math.floor((Math.min(from.y, to.y) - radius) / side),
    };
    const last = {
      x: Math.floor((Math.max(from.x, to.x) + radius) / side),
      y: Math.floor((Math.max(from.y, to.y) + radius) / side),
    };
    for (let y = Math.max(0, first.y); y <= Math.min(rows - 1, last.y); y++) {
      for (let x = Math.max(0, first.x); x <= Math.min(columns - 1, last.x); x++) {
        if (touches(x, y, side, from, to, radius)) found.set(`${x},${y}`, { x, y });
      }
    }
  }
  return [...found.values()];
}

/** The mean of a rectangle's pixels, rounded. */
export function meanColour(pixels: Pixels, fromX = 0, fromY = 0, toX = pixels.width, toY = pixels.height): Colour {
  let [red, green, blue] = [0, 0, 0];
  for (let y = fromY; y < toY; y++) {
    for (let at = (y * pixels.width + fromX) * 4; at < (y * pixels.width + toX) * 4; at += 4) {
      red += pixels.data[at] ?? 0;
      green += pixels.data[at + 1] ?? 0;
      blue += pixels.data[at + 2] ?? 0;
    }
  }
  const count = Math.max(1, (toX - fromX) * (toY - fromY));
  return [coarse(red / count), coarse(green / count), coarse(blue / count)];
}

/** The rows that strokes change, from a multiple of `side`; `undefined`: none. */
export function touchedRows(
  strokes: readonly Stroke[],
  bounds: Size,
  side: number,
): { readonly from: number; readonly to: number } | undefined {
  let [from, to] = [bounds.height, 0];
  for (const { points, width } of strokes) {
    for (const { y } of points) {
      from = Math.min(from, y - width / 2);
      to = Math.max(to, y + width / 2);
    }
  }
  from = clamp(Math.floor(from / side) * side, 0, bounds.height);
  to = clamp(Math.ceil((to + 1) / side) * side, 0, bounds.height);
  return from < to ? { from, to } : undefined;
}

function blackOut(part: Pixels, stroke: Stroke, top: number): void {
  const radius = stroke.width / 2;
  for (const [from, to] of segments(stroke.points)) {
    const first = Math.max(0, Math.floor(Math.min(from.y, to.y) - radius) - top);
    const last = Math.min(part.height - 1, Math.ceil(Math.max(from.y, to.y) + radius) - top);
    for (let y = first; y <= last; y++) {
      const { left, right } = rowUnder(from, to, radius, top + y + 0.5);
      const end = Math.min(part.width, Math.ceil(right));
      fillRow(part, y, Math.max(0, Math.floor(left)), end, black);
    }
  }
}

const black: Colour = [0, 0, 0];

/**
 * Where a row crosses the brush between two points: two discs and what lies between them, which is convex, so one stretch. A pixel that is covered in
 * part counts as covered.
 */
function rowUnder(from: Point, to: Point, radius: number, y: number): { readonly left: number; readonly right: number } {
  let [left, right] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const middle of [from, to]) {
    const half = radius ** 2 - (y - middle.y) ** 2;
    if (half < 0) continue;
    left = Math.min(left, middle.x - Math.sqrt(half));
    right = Math.max(right, middle.x + Math.sqrt(half));
  }
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  for (const side of length === 0 ? [] : [-radius, radius]) {
    const [aside, down] = [(-(to.y - from.y) / length) * side, ((to.x - from.x) / length) * side];
    const along = (y - from.y - down) / (to.y - from.y);
    if (!(along >= 0 && along <= 1)) continue;
    const x = from.x + aside + along * (to.x - from.x);
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  return { left, right };
}

function flatten(part: Pixels, block: Point, side: number, top: number): void {
  const [fromX, fromY] = [block.x * side, block.y * side - top];
  const [toX, toY] = [Math.min(part.width, fromX + side), Math.min(part.height, fromY + side)];
  if (fromY < 0) return;
  const colour = meanColour(part, fromX, fromY, toX, toY);
  for (let y = fromY; y < toY; y++) fillRow(part, y, fromX, toX, colour);
}

/** A pixel is a word: the browser fills rows of them at once. */
function fillRow(part: Pixels, y: number, fromX: number, toX: number, [red, green, blue]: Colour): void {
  if (toX <= fromX) return;
  const words = new Uint32Array(part.data.buffer, part.data.byteOffset, part.width * part.height);
  const [word] = new Uint32Array(Uint8Array.of(red, green, blue, 255).buffer);
  if (word !== undefined) words.fill(word, y * part.width + fromX, y * part.width + toX);
}

const coarse = (value: number): number => Math.min(255, Math.round(value / colourStep) * colourStep);

/** A single point is a segment without length: a tap covers as well. */
function* segments(points: readonly Point[]): Generator<readonly [Point, Point]> {
  const [only] = points;
  if (points.length === 1 && only !== undefined) yield [only, only];
  for (const [at, to] of points.entries()) {
    const from = points[at - 1];
    if (from !== undefined) yield [from, to];
  }
}

function distance(point: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : clamp(((point.x - from.x) * dx + (point.y - from.y) * dy) / length, 0, 1);
  return Math.hypot(point.x - from.x - along * dx, point.y - from.y - along * dy);
}

/** Generously: a block is round here, so that one too many is taken rather than one too few. */
const touches = (x: number, y: number, side: number, from: Point, to: Point, radius: number): boolean =>
  distance({ x: (x + 0.5) * side, y: (y + 0.5) * side }, from, to) <= radius + side * Math.SQRT1_2;
