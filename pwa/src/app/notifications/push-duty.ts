/** What a device that may be woken owes: to be known to the server, and a test each week. */
import type { PushInfo } from '@sanad/model/engine/api';

export type PushDuty = 'subscribe' | 'test';
export const testEveryMs = 7 * 24 * 3_600_000;

export function pushDuty({ subscribed, testedAtMs }: PushInfo, nowMs: number): PushDuty | undefined {
  if (!subscribed) return 'subscribe';
  return testedAtMs === undefined || nowMs - testedAtMs >= testEveryMs ? 'test' : undefined;
}
