/**
 * While SANAD is open (PUSH-7): a device that may be woken stays known to the server, and once a week it is tried out without a word. What
 * does not come through is told by the settings, and to the administrators.
 */
import { createEffect, createMemo, onCleanup } from 'solid-js';
import { pushPermission } from '../../platform/push.ts';
import { useEngine } from '../engine-client.ts';
import { createNow } from '../now.ts';
import { isPushRefused } from './push-choice.ts';
import { type PushDuty, pushDuty } from './push-duty.ts';
import { createPush, keepPush } from './push-here.ts';
import { isPushTestRunning, runPushTest } from './run-push-test.ts';

const hourMs = 3_600_000;

export function checkWeekly(): void {
  const { api, sync } = useEngine();
  const info = createPush();
  const now = createNow(hourMs);
  let hasTried: PushDuty | undefined;
  let isOver = false;
  onCleanup(() => {
    isOver = true;
  });
  const duty = createMemo(() => {
    const push = info();
    if (push?.key === undefined || sync().connectivity !== 'online') return undefined;
    if (isPushRefused() || pushPermission() !== 'granted') return undefined;
    return pushDuty(push, now());
  });
  createEffect(() => {
    const [due, key] = [duty(), info()?.key];
    // Once each while the page lives: a push service that is away is not asked again and again.
    if (due === undefined || key === undefined || due === hasTried) return;
    hasTried = due;
    if (due === 'subscribe') void keepPush(api, key);
    else if (!isPushTestRunning())
      void runPushTest(
        api,
        key,
        () => undefined,
        () => !isOver,
      );
  });
}
