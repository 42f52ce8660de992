/** A key, a finger, a wheel: somebody is here. Heard before anything on the page can keep it to itself. */
import { onCleanup, onMount } from 'solid-js';

const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

export function whenTouched(heard: () => void): void {
  onMount(() => {
    for (const event of EVENTS) window.addEventListener(event, heard, { capture: true, passive: true });
  });
  onCleanup(() => {
    for (const event of EVENTS) window.removeEventListener(event, heard, { capture: true });
  });
}
