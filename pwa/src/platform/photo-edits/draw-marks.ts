/** Draws what stands over a picture, in the picture's pixels. Only arrows end in the result; covered places are written there pixel by pixel (redact.ts). */
import type { Arrow, Stroke } from './edits.ts';
import type { Point } from './geometry.ts';
import type { Colour } from './redact.ts';

/** On the page, or on the thread of pictures. */
type Drawing = CanvasPath & CanvasPathDrawingStyles & CanvasDrawPath & CanvasFillStrokeStyles & CanvasRect;

export function drawStroke(context: Drawing, stroke: Stroke): void {
  const [first, ...rest] = stroke.points;
  if (first === undefined) return;
  context.strokeStyle = '#000';
  context.lineWidth = stroke.width;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.beginPath();
  context.moveTo(first.x, first.y);
  // Also where it began: a tap without a way is a point.
  for (const { x, y } of [first, ...rest]) context.lineTo(x, y);
  context.stroke();
}

export function drawBlocks(context: Drawing, blocks: readonly Point[], side: number, colourOf: (block: Point) => Colour): void {
  for (const block of blocks) {
    const [red, green, blue] = colourOf(block);
    context.fillStyle = `rgb(${red} ${green} ${blue})`;
    // A little more than the block: no hair of the picture between two of them, whatever the scale.
    context.fillRect(block.x * side - 0.5, block.y * side - 0.5, side + 1, side + 1);
  }
}

/** Amber within black: seen on skin, on white sheets and in the dark. */
export function drawArrow(context: Drawing, { from, to, width }: Arrow): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const head = width * 4;
  const wing = (turn: number) => ({ x: to.x - head * Math.cos(angle + turn), y: to.y - head * Math.sin(angle + turn) });
  const [left, right] = [wing(0.5), wing(-0.5)];
  context.lineCap = 'round';
  context.lineJoin = 'round';
  for (const [colour, breadth] of [
    ['#000', width * 2],
    ['#f5b638', width],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = breadth;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.moveTo(left.x, left.y);
    context.lineTo(to.x, to.y);
    context.lineTo(right.x, right.y);
    context.stroke();
  }
}
