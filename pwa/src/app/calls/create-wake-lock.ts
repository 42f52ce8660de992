/** The screen stays on while `isWanted` says so (CALL-13). Browsers let go of it when the page is hidden: it is taken again when it is seen. */
import { type Accessor, createEffect, onCleanup } from 'solid-js';

export function createWakeLock(isWanted: Accessor<boolean>): void {
  createEffect(() => {
    const { wakeLock } = navigator as { readonly wakeLock?: WakeLock };
    if (wakeLock === undefined || !isWanted()) return;
    let held: WakeLockSentinel | undefined;
    let isOver = false;
    const take = async (): Promise<void> => {
      if (isOver || document.visibilityState !== 'visible' || held?.released === false) return;
      // Refused with little battery: the call goes on without it.
      const taken = await wakeLock.request('screen').catch(() => undefined);
      if (isOver) await taken?.release();
      else held = taken;
    };
    const look = () => void take();
    look();
    document.addEventListener('visibilitychange', look);
    onCleanup(() => {
      isOver = true;
      document.removeEventListener('visibilitychange', look);
      void held?.release();
    });
  });
}
