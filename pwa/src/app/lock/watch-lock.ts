/**
 * The page's part in locking (LOCK-9, LOCK-10): it tells that somebody is here, says when what was being written is saved, and then throws
 * itself away with its worker, so that nothing that was read stays in memory.
 */
import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import type { EngineClient } from '../engine-client.ts';
import { throwAway } from '../throw-away.ts';
import { whenSeen } from '../when-seen.ts';
import { whenTouched } from '../when-touched.ts';

/** More often says nothing new. */
const tellEveryMs = 5_000;

/**
 * The client, not its `api`: a door may put another worker behind it (SHARED-1). Returns whether this page is about to go: nobody should
 * begin to type on it.
 */
export function watchLock(client: Pick<EngineClient, 'api' | 'state' | 'saved'>): Accessor<boolean> {
  const [isGoing, setGoing] = createSignal(false);
  let toldAtMs = 0;
  const touched = () => {
    // The wall clock also goes on while a computer sleeps.
    const nowMs = Date.now();
    if (Math.abs(nowMs - toldAtMs) < tellEveryMs) return;
    toldAtMs = nowMs;
    void client.api.noteActivity();
  };
  whenTouched(touched);
  // Back from the pocket: the engine looks at the clock before she touches anything.
  whenSeen(() => void client.api.noteActivity());

  createEffect(
    on(
      () => client.state().phase,
      (phase, before) => {
        if (phase === 'locking') {
          setGoing(true);
          // The screens behind the lock are gone by now; what they began to save on the way may not be durable yet.
          void client.saved().then(() => client.api.readyToLock());
        } else if (phase === 'locked' && before === 'locking') {
          void throwAway().then(setGoing);
        } else setGoing(false);
      },
    ),
  );
  return isGoing;
}
