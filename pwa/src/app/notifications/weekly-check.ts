/**
 * While SANAD is open (PUSH-7): a device that may be woken stays known to the server, and once a week it is tried out without a word. What
 * does not come through is told by the settings, and to the administrators.
 */
import { createEffect, createMemo, createSignal, onCleanup } from 'solid-js';
import { pushPermission } from '../../platform/push.ts';
import { useEngine } from '../engine-client.ts';
import { createNow } from '../now.ts';
import { isPushRefused } from './push-choice.ts';
import { type PushDuty, pushDuty } from './push-duty.ts';
import { createPush, keepPush } from './push-here.ts';
import { isPushTestRunning, runPushTest } from './run-push-test.ts';

const hourMs = 3_600_000;
/** Until a device that could not be made known is told of again; twice as long each time, an hour at most. */
const firstRetryMs = 5_000;

export function checkWeekly(): void {
  const { api, sync } = useEngine();
  const info = createPush();
  const now = createNow(hourMs);
  let hasTried: PushDuty | undefined;
  let isOver = false;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let retryMs = firstRetryMs;
  const [tries, setTries] = createSignal(0);
  onCleanup(() => {
    isOver = true;
    clearTimeout(retry);
  });
  const subscribe = async (key: Uint8Array) => {
    if ((await keepPush(api, key)) || isOver) return;
    retry = setTimeout(() => {
      hasTried = undefined;
      setTries((count) => count + 1);
    }, retryMs);
    retryMs = Math.min(hourMs, 2 * retryMs);
  };
  const duty = createMemo(() => {
    const push = info();
    if (push?.key === undefined || sync().connectivity !== 'online') return undefined;
    if (isPushRefused() || pushPermission() !== 'granted') return undefined;
    return pushDuty(push, now());
  });
  createEffect(() => {
    tries();
    const [due, key] = [duty(), info()?.key];
    // A test once while the page lives; and nothing twice at a time.
    if (due === undefined || key === undefined || due === hasTried) return;
    hasTried = due;
    if (due === 'subscribe') void subscribe(key);
    else if (!isPushTestRunning())
      void runPushTest(
        api,
        key,
        () => undefined,
        () => !isOver,
      );
  });
}
