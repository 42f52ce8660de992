/**
 * The page's part in locking (LOCK-9, LOCK-10): it tells that somebody is here, says when what was being written is saved, and then throws itself
 * away with its worker, so that nothing that was read stays in memory.
 */
import { createEffect, on, onCleanup, onMount } from 'solid-js';
import type { EngineClient } from '../engine-client.ts';
import { throwAway } from '../throw-away.ts';

const TOUCHES = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
/** More often says nothing new. */
const tellEveryMs = 5_000;

/** The client, not its `api`: a door may put another worker behind it. */
export function watchLock(client: Pick<EngineClient, 'api' | 'state'>): void {
  let toldAtMs = 0;
  const touched = () => {
    const nowMs = performance.now();
    if (nowMs - toldAtMs < tellEveryMs && toldAtMs > 0) return;
    toldAtMs = nowMs;
    void client.api.noteActivity();
  };
  // Back from the pocket: the engine looks at the clock before she touches anything.
  const seen = () => {
    if (document.visibilityState === 'visible') void client.api.noteActivity();
  };
  onMount(() => {
    for (const event of TOUCHES) window.addEventListener(event, touched, { passive: true, capture: true });
    document.addEventListener('visibilitychange', seen);
  });
  onCleanup(() => {
    for (const event of TOUCHES) window.removeEventListener(event, touched, { capture: true });
    document.removeEventListener('visibilitychange', seen);
  });

  createEffect(
    on(
      () => client.state().phase,
      (phase, before) => {
        // The screens behind the lock are gone by now, and have sent their drafts on the way.
        if (phase === 'locking') void client.api.readyToLock();
        if (phase === 'locked' && before === 'locking') void throwAway();
      },
    ),
  );
}
