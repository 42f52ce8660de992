/** Where a pointer is in the grid. Measured when it goes down: while something is dragged nothing on the page is asked for its place again. */
import type { Spot } from './grip.ts';

export interface Geometry {
  /** Of the scrolled box, in the window. */
  readonly top: number;
  readonly bottom: number;
  /** Of the columns, in the window. */
  readonly left: number;
  readonly right: number;
  /** What stays above the hours: names of days, whole days. */
  readonly headHeight: number;
  readonly hourHeight: number;
  readonly isRightToLeft: boolean;
}

export function measure(scroller: HTMLElement, head: HTMLElement, body: HTMLElement, gutter: HTMLElement): Geometry {
  const [box, hours, side] = [scroller.getBoundingClientRect(), body.getBoundingClientRect(), gutter.getBoundingClientRect()];
  const isRightToLeft = getComputedStyle(scroller).direction === 'rtl';
  return {
    top: box.top,
    bottom: box.bottom,
    left: isRightToLeft ? hours.left : side.right,
    right: isRightToLeft ? side.left : hours.right,
    headHeight: head.offsetHeight,
    hourHeight: hours.height / 24,
    isRightToLeft,
  };
}

interface Point {
  readonly x: number;
  readonly y: number;
}
/** Beyond an edge it is at the edge. `isHours`: the whole days are no place for it. */
export function spotAt(
  { x, y }: Point,
  { top, left, right, headHeight, hourHeight, isRightToLeft }: Geometry,
  scrollTop: number,
  days: readonly string[],
  isHours = false,
): Spot {
  const across = isRightToLeft ? right - x : x - left;
  const column = Math.min(days.length - 1, Math.max(0, Math.floor((across / (right - left)) * days.length)));
  const date = days[column] ?? '';
  if (!isHours && y < top + headHeight) return { date, minute: undefined };
  const minute = ((Math.max(y, top + headHeight) - top - headHeight + scrollTop) / hourHeight) * 60;
  return { date, minute: Math.min(1440, Math.max(0, minute)) };
}

const edge = 44;
const fastest = 14;
/** Pixels to scroll in this frame: faster the nearer the edge is. Over the whole days nothing scrolls, unless they are no place for it (`isHours`). */
export function edgeSpeed(y: number, { top, bottom, headHeight }: Geometry, isHours: boolean): number {
  if (!isHours && y < top + headHeight) return 0;
  const above = top + headHeight + edge - y;
  const below = y - (bottom - edge);
  if (above > 0) return -Math.min(fastest, Math.ceil((above / edge) * fastest));
  return below > 0 ? Math.min(fastest, Math.ceil((below / edge) * fastest)) : 0;
}
