/** Where the rows of a long list stand, and which of them are near what is seen. Pure; pixels from the start of the list. */

export interface RowSizes {
  readonly row: number;
  readonly head: number;
}
/** Where each row begins, and last where the list ends. */
export type RowStarts = Float64Array;

export function rowStarts(keys: readonly string[], isHead: (key: string) => boolean, sizes: RowSizes): RowStarts {
  const starts = new Float64Array(keys.length + 1);
  let at = 0;
  for (const [index, key] of keys.entries()) {
    starts[index] = at;
    at += isHead(key) ? sizes.head : sizes.row;
  }
  starts[keys.length] = at;
  return starts;
}
export const listSize = (starts: RowStarts): number => starts.at(-1) ?? 0;

/** What is seen of a list; it may lie outside. */
export interface RowView {
  readonly top: number;
  readonly size: number;
}
/** By index, `to` left out. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** The rows of which something is seen, or would be with `more` pixels before and after it. */
export function rangeOf(starts: RowStarts, { top, size }: RowView, more = 0): RowRange {
  const last = starts.length - 1;
  if (last === 0) return { from: 0, to: 0 };
  const from = indexAt(starts, top - more);
  return { from, to: Math.min(last, Math.max(from, indexAt(starts, top + size + more)) + 1) };
}
export const isIn = (range: RowRange, index: number): boolean => index >= range.from && index < range.to;

/** The row that is there; the first or the last, outside of the list. */
function indexAt(starts: RowStarts, at: number): number {
  let [low, high] = [0, starts.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
