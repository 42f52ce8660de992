/** What was done to a picture, as values: every step is a new `Edits`, so that undoing is going back to the one before. */
import { addTurns, type Point, type Rect, type Size, type Turns, wholeOf } from './geometry.ts';

/** In the picture's pixels. `width` is the whole breadth of the brush. */
export interface Stroke {
  readonly kind: 'black' | 'blocks';
  readonly points: readonly Point[];
  readonly width: number;
}
export interface Arrow {
  readonly kind: 'arrow';
  readonly from: Point;
  readonly to: Point;
  readonly width: number;
}
export type Mark = Stroke | Arrow;

export interface Edits {
  readonly crop: Rect;
  readonly turns: Turns;
  /** In the order in which they were drawn. */
  readonly marks: readonly Mark[];
}

export interface History {
  readonly before: readonly Edits[];
  readonly now: Edits;
  readonly after: readonly Edits[];
}

/** Marks are shared between steps: a step costs a few words. */
const maxSteps = 200;

const noEdits = (size: Size): Edits => ({ crop: wholeOf(size), turns: 0, marks: [] });
export const startHistory = (size: Size): History => ({ before: [], now: noEdits(size), after: [] });

export const addStep = (history: History, now: Edits): History => ({
  before: [...history.before, history.now].slice(-maxSteps),
  now,
  after: [],
});

export function undo(history: History): History {
  const now = history.before.at(-1);
  if (now === undefined) return history;
  return { before: history.before.slice(0, -1), now, after: [history.now, ...history.after] };
}

export function redo(history: History): History {
  const [now, ...after] = history.after;
  return now === undefined ? history : { before: [...history.before, history.now], now, after };
}

export const withMark = (edits: Edits, mark: Mark): Edits => ({ ...edits, marks: [...edits.marks, mark] });
export const withTurn = (edits: Edits, by: number): Edits => ({ ...edits, turns: addTurns(edits.turns, by) });
export const withCrop = (edits: Edits, crop: Rect): Edits => ({ ...edits, crop });

export const isStroke = (mark: Mark): mark is Stroke => mark.kind !== 'arrow';
