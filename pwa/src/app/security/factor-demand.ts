/** POLICY-2: whether the rules demand a second factor of this account that has none, and whether the server refuses everything else by now. */
import { useLocation, useNavigate } from '@solidjs/router';
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { useMe } from '../me.ts';

interface FactorDemand {
  readonly fromMs: number;
  readonly isDue: boolean;
}

/** Timers of browsers end within 25 days. */
const longestWaitMs = 86_400_000;

export function createFactorDemand(): Accessor<FactorDemand | undefined> {
  const me = useMe();
  const [nowMs, setNowMs] = createSignal(Date.now());
  createEffect(() => {
    const fromMs = me()?.factorFromMs;
    if (fromMs === undefined || nowMs() >= fromMs) return;
    // The word may come long after this was looked at last.
    const leftMs = Math.max(0, fromMs - Date.now());
    const timer = setTimeout(() => setNowMs(Date.now()), Math.min(leftMs, longestWaitMs));
    onCleanup(() => clearTimeout(timer));
  });
  return createMemo(() => {
    const fromMs = me()?.factorFromMs;
    return fromMs === undefined ? undefined : { fromMs, isDue: nowMs() >= fromMs };
  });
}

/** Once it is due the app opens where one is set up. What is on the device stays readable: she may leave the page. */
export function leadToFactor(): void {
  const demand = createFactorDemand();
  const navigate = useNavigate();
  const location = useLocation();
  createEffect(
    on(
      () => demand()?.isDue === true,
      (isDue) => {
        if (isDue && !location.pathname.startsWith('/settings/security')) navigate('/settings/security');
      },
    ),
  );
}
