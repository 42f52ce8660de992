/** She comes back to this page. */
import { onCleanup, onMount } from 'solid-js';

export function whenSeen(back: () => void): void {
  const look = () => {
    if (document.visibilityState === 'visible') back();
  };
  onMount(() => {
    document.addEventListener('visibilitychange', look);
    onCleanup(() => document.removeEventListener('visibilitychange', look));
  });
}
