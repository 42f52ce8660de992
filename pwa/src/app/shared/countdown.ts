/** How long until the computer closes by itself, for this page: a key or a finger begins it anew. */
import { type Accessor, createSignal, onCleanup, onMount } from 'solid-js';
import { whenTouched } from '../when-touched.ts';

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
  whenTouched(touch);
  onMount(() => {
    timer = setInterval(() => setLeft(look()), secondMs);
  });
  onCleanup(() => {
    clearInterval(timer);
  });
  return { left, restart };
}

/** 1:42 */
export const clockWords = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
