/** How long until the computer closes by itself, for this page: a key or a finger begins it anew. */
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';

const secondMs = 1000;

export interface Countdown {
  /** Seconds left, 0 at the end. */
  readonly left: Accessor<number>;
  /** Somebody came in: what passed before at the door says nothing of her. */
  restart(): void;
}

export function createCountdown(idleMs: Accessor<number>): Countdown {
  let touchedMs = Date.now();
  const look = () => Math.max(0, Math.ceil((touchedMs + idleMs() - Date.now()) / secondMs));
  const [left, setLeft] = createSignal(look());
  let timer: ReturnType<typeof setInterval> | undefined;
  const restart = () => {
    touchedMs = Date.now();
    setLeft(look());
  };
  const touch = () => {
    // A computer that slept: nobody was here, whoever touches it now.
    if (look() > 0) touchedMs = Date.now();
    setLeft(look());
  };
  onMount(() => {
    for (const event of EVENTS) window.addEventListener(event, touch, { capture: true, passive: true });
    timer = setInterval(() => setLeft(look()), secondMs);
  });
  onCleanup(() => {
    for (const event of EVENTS) window.removeEventListener(event, touch, { capture: true });
    clearInterval(timer);
  });
  return { left, restart };
}
const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** 1:42 */
export const clockWords = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
