/** Which strip is shown. A short reconnection shows nothing: a strip that flickers is worse than none. */
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { useEngine } from './engine-client.ts';

export type Strip = 'none' | 'expired' | 'suspended' | 'offline' | 'connecting' | 'sending' | 'arrived';
const patienceMs = 3000;
const arrivedShownMs = 2000;

export function useConnectivity(): Accessor<Strip> {
  const { state, sync } = useEngine();
  const [isSlow, setSlow] = createSignal(false);
  const [justArrived, setJustArrived] = createSignal(false);

  createEffect(
    on(
      () => sync().connectivity,
      (now) => {
        setSlow(false);
        if (now !== 'connecting') return;
        const timer = setTimeout(() => setSlow(true), patienceMs);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
  createEffect(
    on(
      () => sync().arrived,
      (count, before) => {
        const hasNews = count > 0 && before !== undefined && count !== before;
        setJustArrived(hasNews);
        if (!hasNews) return;
        const timer = setTimeout(() => setJustArrived(false), arrivedShownMs);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
  return createMemo<Strip>((before) => {
    const now = state();
    if (now.phase === 'ready' && now.session !== 'valid') return now.session;
    const { connectivity, sending } = sync();
    if (connectivity === 'offline') return 'offline';
    // Each new attempt would take the strip away for a moment: it stays until the attempt succeeds or is slow.
    if (connectivity === 'connecting')
      return isSlow() ? 'connecting' : before === 'offline' || before === 'connecting' ? before : 'none';
    if (sending !== undefined) return 'sending';
    return justArrived() ? 'arrived' : 'none';
  }, 'none');
}
