/**
 * Drawing of much in small pieces, so that no press waits for it: as many as fit into a few milliseconds, then the page is shown, then the next ones.
 * They are made between frames, not in them: style, layout and paint of a frame have its time for themselves.
 */
import { onCleanup } from 'solid-js';

/** A slow device does fewer in this time, not longer ones. As much as the frame that shows them has come in time for is drawn before the next one. */
const firstMs = 3;
const mostMs = 8;
const leastMs = 0.5;
/** A piece and its frame together: half of what is felt as waiting is left to whatever else comes. */
const enoughMs = 16;
const tooLongMs = 32;

interface Pace {
  /** Draws soon, and until `draw` says that nothing is left. What was begun before is given up. */
  readonly run: (draw: () => boolean) => void;
  readonly stop: () => void;
}
export function createPace(): Pace {
  let frame: number | undefined;
  let task: ReturnType<typeof setTimeout> | undefined;
  let pieceMs = firstMs;
  const stop = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(task);
    frame = undefined;
  };
  const piece = (draw: () => boolean): void => {
    const sinceMs = performance.now();
    let isMore = draw();
    while (isMore && performance.now() < sinceMs + pieceMs) isMore = draw();
    if (!isMore) return;
    const drawnMs = performance.now() - sinceMs;
    frame = requestAnimationFrame((startedMs) => {
      // After style, layout and paint of this frame.
      task = setTimeout(() => {
        learn(drawnMs + performance.now() - startedMs);
        piece(draw);
      });
    });
  };
  const learn = (tookMs: number) => {
    if (tookMs > tooLongMs) pieceMs = Math.max(leastMs, pieceMs / 2);
    else if (tookMs < enoughMs) pieceMs = Math.min(mostMs, pieceMs * 1.5);
  };
  onCleanup(stop);
  return {
    run: (draw) => {
      stop();
      task = setTimeout(() => piece(draw));
    },
    stop,
  };
}
