/**
 * Drawing of much in small pieces, so that no press waits for it: as many as fit into a few milliseconds, then the page is shown, then the next ones.
 * They are made between frames, not in them: style, layout and paint of a frame have its time for themselves. Whoever draws shares these milliseconds,
 * who began first before the others; how many they are a device learns from how long its frames take, and for each kind of pieces by itself: a line of
 * text costs a frame less than the cell of a month.
 */
import { onCleanup } from 'solid-js';

/** Draws one piece; false: nothing is left. */
type Draw = () => boolean;
interface Pace {
  /** Draws soon, and until nothing is left. What was begun before is given up. */
  readonly run: (draw: Draw) => void;
  readonly stop: () => void;
}

/** `rows` of long lists, `parts` of screens, and `work` of which nothing is shown until it is done. */
type Kind = 'month' | 'hours' | 'events' | 'names' | 'rows' | 'parts' | 'work' | 'list';

const firstMs = 3;
const [leastMs, mostMs] = [0.5, 7];
/** Pieces, or the frame that shows them: less leaves room for more of them, and more would be felt. */
const aimMs = 16;
/** How much more or less of them is tried the next time. */
const [leastChange, mostChange] = [0.5, 1.5];

const pieceMs = new Map<Kind, number>();
/** By the pace that draws it, in the order in which it began. */
const drawing = new Map<Pace, Draw>();
const kinds = new WeakMap<Pace, Kind>();
let isRunning = false;

/** A list comes after what others draw: what it stands beside is seen as a whole. */
export function createPace(kind: Kind): Pace {
  const own: Pace = {
    run: (draw) => {
      own.stop();
      drawing.set(own, draw);
      if (!isRunning) setTimeout(drawPieces);
      isRunning = true;
    },
    stop: () => void drawing.delete(own),
  };
  kinds.set(own, kind);
  onCleanup(own.stop);
  return own;
}

function drawPieces(): void {
  const sinceMs = performance.now();
  const kind = kindOf(nextOne());
  const untilMs = sinceMs + (pieceMs.get(kind) ?? firstMs);
  try {
    do drawOne();
    while (drawing.size > 0 && performance.now() < untilMs);
  } finally {
    isRunning = drawing.size > 0;
    if (isRunning) drawAfterFrame(kind, performance.now() - sinceMs);
  }
}

function drawAfterFrame(kind: Kind, drawnMs: number): void {
  requestAnimationFrame((startedMs) => {
    // After style, layout and paint of this frame.
    setTimeout(() => {
      learn(kind, Math.max(drawnMs, performance.now() - startedMs));
      drawPieces();
    });
  });
}

/** Whoever began first, and of those who come later only when nobody else is left. */
const nextOne = () => [...drawing].find(([pace]) => kindOf([pace]) !== 'list') ?? [...drawing][0];
const kindOf = (one: readonly [Pace, Draw?] | undefined): Kind => (one && kinds.get(one[0])) ?? 'list';

/** One that fails is not tried again, and keeps none of the others. */
function drawOne(): void {
  const next = nextOne();
  if (next === undefined) return;
  const [own, draw] = next;
  let isMore = false;
  try {
    isMore = draw();
  } finally {
    // It may have begun anew by what it drew.
    if (!isMore && drawing.get(own) === draw) drawing.delete(own);
  }
}

function learn(kind: Kind, tookMs: number): void {
  const change = Math.min(mostChange, Math.max(leastChange, aimMs / tookMs));
  pieceMs.set(kind, Math.min(mostMs, Math.max(leastMs, (pieceMs.get(kind) ?? firstMs) * change)));
}
