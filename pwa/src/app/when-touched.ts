/** A key, a finger, a wheel, a voice that is being recorded: somebody is here. Heard before anything on the page can keep it to itself. */
import { onCleanup, onMount } from 'solid-js';

const voice = 'sanad-voice';
const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', voice] as const;

/** She speaks, and touches nothing (LOCK-10). */
export const noteVoice = (): boolean => window.dispatchEvent(new Event(voice));

export function whenTouched(heard: () => void): void {
  onMount(() => {
    for (const event of EVENTS) window.addEventListener(event, heard, { capture: true, passive: true });
  });
  onCleanup(() => {
    for (const event of EVENTS) window.removeEventListener(event, heard, { capture: true });
  });
}
