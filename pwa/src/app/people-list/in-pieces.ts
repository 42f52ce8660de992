/** Long work on lists, a bounded piece of it at a time (create-pieces.ts). */
import type { Pieces } from '../../ui/create-pieces.ts';

/** As many take less than a millisecond on a phone. */
const pieceOf = 50;

export function* inPieces<T>(items: readonly T[], take: (item: T) => void): Pieces<void> {
  for (const [place, item] of items.entries()) {
    take(item);
    if (place % pieceOf === pieceOf - 1) yield;
  }
}

/** As `toSorted` sorts: what is equal stays in its order. */
export function* sortInPieces<T>(items: readonly T[], compare: (a: T, b: T) => number): Pieces<readonly T[]> {
  let runs: (readonly T[])[] = [];
  for (let from = 0; from < items.length; from += pieceOf) {
    runs.push(items.slice(from, from + pieceOf).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* merge(runs[at] ?? [], runs[at + 1] ?? [], compare));
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Pieces<readonly T[]> {
  if (b.length === 0) return a;
  const merged: T[] = [];
  let [atA, atB] = [0, 0];
  for (;;) {
    const [one, other] = [a[atA], b[atB]];
    if (one === undefined || other === undefined) return merged.concat(a.slice(atA), b.slice(atB));
    if (compare(one, other) <= 0) {
      merged.push(one);
      atA++;
    } else {
      merged.push(other);
      atB++;
    }
    if (merged.length % pieceOf === 0) yield;
  }
}
