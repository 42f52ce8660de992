/**
 * Drawing of much in small pieces, so that no press waits for it: as many as fit into a few milliseconds, then the page is shown, then the next ones.
 * They are made between frames, not in them: style, layout and paint of a frame have its time for themselves. Whoever draws shares these milliseconds,
 * who began first before the others; how many they are a device learns from how long its frames take.
 */
import { onCleanup } from 'solid-js';

/** Draws one piece; false: nothing is left. */
type Draw = () => boolean;
interface Pace {
  /** Draws soon, and until nothing is left. What was begun before is given up. */
  readonly run: (draw: Draw) => void;
  readonly stop: () => void;
}

const firstMs = 3;
const [leastMs, mostMs] = [0.5, 24];
/** Pieces, or the frame that shows them: less leaves room for more of them, and more would be felt. */
const [enoughMs, tooLongMs] = [22, 36];

let pieceMs = firstMs;
/** By the pace that draws it, in the order in which it began. */
const drawing = new Map<Pace, Draw>();
const later = new WeakSet<Pace>();
let isRunning = false;

/** `isLater`: what others draw comes before it. */
export function createPace(isLater = false): Pace {
  const own: Pace = {
    run: (draw) => {
      own.stop();
      drawing.set(own, draw);
      if (!isRunning) setTimeout(drawPieces);
      isRunning = true;
    },
    stop: () => void drawing.delete(own),
  };
  if (isLater) later.add(own);
  onCleanup(own.stop);
  return own;
}

function drawPieces(): void {
  const sinceMs = performance.now();
  try {
    do drawOne();
    while (drawing.size > 0 && performance.now() < sinceMs + pieceMs);
  } finally {
    isRunning = drawing.size > 0;
    if (isRunning) drawAfterFrame(performance.now() - sinceMs);
  }
}

function drawAfterFrame(drawnMs: number): void {
  requestAnimationFrame((startedMs) => {
    // After style, layout and paint of this frame.
    setTimeout(() => {
      learn(Math.max(drawnMs, performance.now() - startedMs));
      drawPieces();
    });
  });
}

/** Of whoever began first, and of those who are later only when nobody else is left. One that fails is not tried again, and keeps none of the others. */
function drawOne(): void {
  const next = [...drawing].find(([pace]) => !later.has(pace)) ?? [...drawing][0];
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

function learn(tookMs: number): void {
  if (tookMs > tooLongMs) pieceMs = Math.max(leastMs, pieceMs / 2);
  else if (tookMs < enoughMs) pieceMs = Math.min(mostMs, pieceMs * 1.5);
}
