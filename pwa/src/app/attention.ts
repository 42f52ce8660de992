/**
 * Whether a person has this window before her: it is visible and has the focus. The one test of what counts as read (MARK-3) and of
 * whether colleagues see that she is reachable (EPH-3).
 */
import { onCleanup, onMount } from 'solid-js';
import { useEngine } from './engine-client.ts';

export const hasAttention = (): boolean => document.visibilityState === 'visible' && document.hasFocus();

/** Calls `look` whenever that may have changed, as long as the owner stands. */
export function watchAttention(look: () => void): void {
  onMount(() => {
    for (const event of ['focus', 'blur'] as const) window.addEventListener(event, look);
    document.addEventListener('visibilitychange', look);
  });
  onCleanup(() => {
    for (const event of ['focus', 'blur'] as const) window.removeEventListener(event, look);
    document.removeEventListener('visibilitychange', look);
  });
}

/** Tells the engine, as long as the owner stands. */
export function tellAttention(): void {
  const { api } = useEngine();
  const tell = () => void api.noteAttention(hasAttention());
  onMount(tell);
  watchAttention(tell);
  onCleanup(() => void api.noteAttention(false));
}
