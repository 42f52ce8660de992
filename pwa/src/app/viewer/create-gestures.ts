/** What fingers, a mouse and a wheel ask of a picture. Places are from the middle of the element, in CSS pixels. */
import { onCleanup } from 'solid-js';
import { swipeOf } from './zoom.ts';

interface Asked {
  isZoomed(): boolean;
  isRtl(): boolean;
  zoomBy(factor: number, x: number, y: number): void;
  pan(x: number, y: number): void;
  doubleTap(x: number, y: number): void;
  next(): void;
  previous(): void;
  close(): void;
}
interface Place {
  readonly x: number;
  readonly y: number;
}

const doubleTapMs = 300;
/** A finger that trembles still taps. */
const tapPixels = 12;

export function createGestures(asked: Asked): { watch(element: HTMLElement): void } {
  const fingers = new Map<number, Place>();
  let began: Place | undefined;
  let lastTap: (Place & { readonly atMs: number }) | undefined;

  const from = (element: HTMLElement, event: MouseEvent): Place => {
    const box = element.getBoundingClientRect();
    return { x: event.clientX - box.left - box.width / 2, y: event.clientY - box.top - box.height / 2 };
  };
  const down = (element: HTMLElement, event: PointerEvent) => {
    element.setPointerCapture(event.pointerId);
    const at = from(element, event);
    fingers.set(event.pointerId, at);
    // A second finger ends what the first one began.
    began = fingers.size === 1 ? at : undefined;
  };
  const move = (element: HTMLElement, event: PointerEvent) => {
    const before = fingers.get(event.pointerId);
    if (before === undefined) return;
    const now = from(element, event);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    if (other !== undefined) {
      const [far, wasFar] = [Math.hypot(now.x - other.x, now.y - other.y), Math.hypot(before.x - other.x, before.y - other.y)];
      asked.zoomBy(far / Math.max(1, wasFar), (now.x + other.x) / 2, (now.y + other.y) / 2);
      asked.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    } else if (asked.isZoomed()) asked.pan(now.x - before.x, now.y - before.y);
  };
  const up = (element: HTMLElement, event: PointerEvent) => {
    fingers.delete(event.pointerId);
    const start = began;
    began = undefined;
    if (start === undefined) return;
    const at = from(element, event);
    const [x, y] = [at.x - start.x, at.y - start.y];
    if (Math.hypot(x, y) < tapPixels) return tap(at, event.timeStamp);
    const swipe = asked.isZoomed() ? undefined : swipeOf(x, y, asked.isRtl());
    if (swipe !== undefined) asked[swipe]();
  };
  const tap = (at: Place, atMs: number) => {
    const isSecond =
      lastTap !== undefined &&
      atMs - lastTap.atMs < doubleTapMs &&
      Math.hypot(at.x - lastTap.x, at.y - lastTap.y) < 3 * tapPixels;
    lastTap = isSecond ? undefined : { ...at, atMs };
    if (isSecond) asked.doubleTap(at.x, at.y);
  };
  return {
    watch: (element) => {
      const listeners = new AbortController();
      const options = { signal: listeners.signal };
      element.addEventListener('pointerdown', (event) => down(element, event), options);
      element.addEventListener('pointermove', (event) => move(element, event), options);
      element.addEventListener('pointerup', (event) => up(element, event), options);
      element.addEventListener(
        'pointercancel',
        (event) => {
          fingers.delete(event.pointerId);
          began = undefined;
        },
        options,
      );
      element.addEventListener(
        'wheel',
        (event) => {
          event.preventDefault();
          const { x, y } = from(element, event);
          asked.zoomBy(Math.exp(-Math.max(-100, Math.min(100, event.deltaY)) / 250), x, y);
        },
        // The page behind does not scroll, and the browser does not zoom.
        { ...options, passive: false },
      );
      onCleanup(() => listeners.abort());
    },
  };
}
