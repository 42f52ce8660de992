/**
 * Where things are in a picture. Everything that is kept is in the picture's own pixels, as it was opened; quarter turns only change how it
 * is looked at. So a turn never touches what was cut or drawn, and undoing it is exact.
 */
export interface Point {
  readonly x: number;
  readonly y: number;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Rect extends Point, Size {}

/** Clockwise. */
export type Turns = 0 | 1 | 2 | 3;

export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const;
export type Handle = (typeof HANDLES)[number];

const TURNED: readonly Turns[] = [0, 1, 2, 3];
export const addTurns = (turns: Turns, by: number): Turns => TURNED[(((turns + by) % 4) + 4) % 4] ?? 0;

export const wholeOf = (size: Size): Rect => ({ x: 0, y: 0, width: size.width, height: size.height });

export const turnSize = (size: Size, turns: Turns): Size =>
  turns % 2 === 0 ? { width: size.width, height: size.height } : { width: size.height, height: size.width };

/** Of a picture of this size: where its point stands when it is looked at turned. */
export function turnPoint({ x, y }: Point, { width, height }: Size, turns: Turns): Point {
  switch (turns) {
    case 0:
      return { x, y };
    case 1:
      return { x: height - y, y: x };
    case 2:
      return { x: width - x, y: height - y };
    case 3:
      return { x: y, y: width - x };
  }
}

/** The way back: `size` is that of the picture, not of the view. */
export const unturnPoint = (point: Point, size: Size, turns: Turns): Point =>
  turnPoint(point, turnSize(size, turns), addTurns(0, -turns));

export function turnRect(rect: Rect, size: Size, turns: Turns): Rect {
  const one = turnPoint(rect, size, turns);
  const other = turnPoint({ x: rect.x + rect.width, y: rect.y + rect.height }, size, turns);
  return spanned(one, other);
}
export const unturnRect = (rect: Rect, size: Size, turns: Turns): Rect =>
  turnRect(rect, turnSize(size, turns), addTurns(0, -turns));

/** Pulls an edge or a corner. What is pulled stops at the border and before the frame becomes smaller than `least`. */
export function pullHandle(rect: Rect, handle: Handle, by: Point, bounds: Size, least: number): Rect {
  let [left, top, right, bottom] = [rect.x, rect.y, rect.x + rect.width, rect.y + rect.height];
  const room = { x: Math.min(least, bounds.width), y: Math.min(least, bounds.height) };
  if (handle.includes('w')) left = clamp(left + by.x, 0, right - room.x);
  if (handle.includes('e')) right = clamp(right + by.x, left + room.x, bounds.width);
  if (handle.includes('n')) top = clamp(top + by.y, 0, bottom - room.y);
  if (handle.includes('s')) bottom = clamp(bottom + by.y, top + room.y, bounds.height);
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The same of a square that stays one: what is opposite of the handle stands still, or the upper or left edge beside a side. */
export function pullSquare(rect: Rect, handle: Handle, by: Point, bounds: Size, least: number): Rect {
  const pulled = pullHandle(rect, handle, by, bounds, least);
  const [right, bottom] = [rect.x + rect.width, rect.y + rect.height];
  const room = Math.min(
    handle.includes('w') ? right : bounds.width - rect.x,
    handle.includes('n') ? bottom : bounds.height - rect.y,
  );
  const wanted = SIDES.has(handle) ? pulled.width : ENDS.has(handle) ? pulled.height : Math.max(pulled.width, pulled.height);
  const side = clamp(wanted, Math.min(least, room), room);
  return {
    x: handle.includes('w') ? right - side : rect.x,
    y: handle.includes('n') ? bottom - side : rect.y,
    width: side,
    height: side,
  };
}
const SIDES: ReadonlySet<Handle> = new Set(['e', 'w']);
const ENDS: ReadonlySet<Handle> = new Set(['n', 's']);

/** The largest square in the middle. */
export function middleSquareOf({ width, height }: Size): Rect {
  const side = Math.min(width, height);
  return { x: Math.floor((width - side) / 2), y: Math.floor((height - side) / 2), width: side, height: side };
}

export const moveRect = (rect: Rect, by: Point, bounds: Size): Rect => ({
  ...rect,
  x: clamp(rect.x + by.x, 0, bounds.width - rect.width),
  y: clamp(rect.y + by.y, 0, bounds.height - rect.height),
});

/** Whole pixels inside the picture, at least one. */
export function wholePixels(rect: Rect, bounds: Size): Rect {
  const x = clamp(Math.round(rect.x), 0, bounds.width - 1);
  const y = clamp(Math.round(rect.y), 0, bounds.height - 1);
  return {
    x,
    y,
    width: clamp(Math.round(rect.width), 1, bounds.width - x),
    height: clamp(Math.round(rect.height), 1, bounds.height - y),
  };
}

/** For a canvas: draws `shown` of the picture turned and scaled, its upper left corner at the origin. `[a, b, c, d, e, f]` as `setTransform` takes them. */
export function viewMatrix(
  { x, y, width, height }: Rect,
  turns: Turns,
  scale: number,
): readonly [number, number, number, number, number, number] {
  switch (turns) {
    case 0:
      return [scale, 0, 0, scale, -x * scale, -y * scale];
    case 1:
      return [0, scale, -scale, 0, (height + y) * scale, -x * scale];
    case 2:
      return [-scale, 0, 0, -scale, (width + x) * scale, (height + y) * scale];
    case 3:
      return [0, -scale, scale, 0, -y * scale, (width + x) * scale];
  }
}

/** How much it is scaled to stand in `room` whole; never enlarged. */
export const fitScale = (size: Size, room: Size): number => Math.min(1, room.width / size.width, room.height / size.height);

/** The largest size of the same shape with at most so many pixels. */
export function withinPixels(size: Size, maxPixels: number): Size {
  const scale = Math.min(1, Math.sqrt(maxPixels / (size.width * size.height)));
  return { width: Math.max(1, Math.floor(size.width * scale)), height: Math.max(1, Math.floor(size.height * scale)) };
}

/** The largest size of the same shape whose longer side is at most `side`. */
export function withinSide(size: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(size.width, size.height));
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}

export const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));

const spanned = (a: Point, b: Point): Rect => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  width: Math.abs(a.x - b.x),
  height: Math.abs(a.y - b.y),
});
