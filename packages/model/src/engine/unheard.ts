/**
 * What was said in passing to this window and not heard (EPH-6), counted since it started: who looks for a fault, or for somebody who floods devices,
 * sees it in the report of the check (CHECK-3). Numbers only, kept nowhere.
 */

/**
 * `old`: too late, or heard before. `stranger`: of nobody whose word counts there. `forged`: not made by the device that it names. `malformed`: not
 * understood. `unknown`: of a call that is none here.
 */
export const UNHEARD = ['old', 'stranger', 'forged', 'malformed', 'unknown'] as const;
export type UnheardReason = (typeof UNHEARD)[number];
export type UnheardCounts = Readonly<Record<UnheardReason, number>>;

export const noneUnheard: UnheardCounts = { old: 0, stranger: 0, forged: 0, malformed: 0, unknown: 0 };

export interface Unheard {
  count(reason: UnheardReason): void;
  counts(): UnheardCounts;
}
export function makeUnheard(): Unheard {
  let counts = noneUnheard;
  return {
    count(reason) {
      counts = { ...counts, [reason]: counts[reason] + 1 };
    },
    counts: () => counts,
  };
}
