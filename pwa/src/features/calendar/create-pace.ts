/**
 * Drawing of much in small pieces, so that no press waits for it: as many as fit into a few milliseconds, then the page is shown, then the next ones.
 * They are made between frames, not in them: style, layout and paint of a frame have its time for themselves.
 */
import { onCleanup } from 'solid-js';

/** A slow device does fewer in this time, not longer ones. */
const pieceMs = 6;

interface Pace {
  /** Draws soon, and until `draw` says that nothing is left. What was begun before is given up. */
  readonly run: (draw: () => boolean) => void;
  readonly stop: () => void;
}
export function createPace(): Pace {
  let frame: number | undefined;
  let task: ReturnType<typeof setTimeout> | undefined;
  const stop = () => {
    if (frame !== undefined) cancelAnimationFrame(frame);
    clearTimeout(task);
    frame = undefined;
  };
  const soon = (draw: () => boolean) => {
    task = setTimeout(() => {
      const untilMs = performance.now() + pieceMs;
      let isMore = draw();
      while (isMore && performance.now() < untilMs) isMore = draw();
      if (isMore) frame = requestAnimationFrame(() => soon(draw));
    });
  };
  onCleanup(stop);
  return {
    run: (draw) => {
      stop();
      soon(draw);
    },
    stop,
  };
}
