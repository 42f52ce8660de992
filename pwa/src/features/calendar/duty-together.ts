/** Of the shifts of a day: who has one while I have mine (CAL-8). Pure. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';

export interface Together {
  readonly user: UserId;
  readonly roles: readonly string[];
  /** Of her shifts; undefined: she is there all the time that I am. */
  readonly hours: { readonly fromMs: number; readonly toMs: number } | undefined;
}
type Held = OccurrenceRow & { readonly duty: string; readonly holder: UserId };

export function dutyTogether(rows: readonly OccurrenceRow[], me: UserId | undefined): readonly Together[] {
  const held = rows.filter(
    (row): row is Held => row.duty !== undefined && row.holder !== undefined && row.state === 'on' && row.endMs > row.startMs,
  );
  const mine = held.filter(({ holder }) => holder === me);
  const withMe = held
    .filter(({ holder, startMs, endMs }) => holder !== me && mine.some((one) => one.startMs < endMs && one.endMs > startMs))
    .sort((a, b) => a.startMs - b.startMs || a.duty.localeCompare(b.duty));
  return [...new Set(withMe.map(({ holder }) => holder))].map((user) => {
    const hers = withMe.filter(({ holder }) => holder === user);
    const fromMs = Math.min(...hers.map(({ startMs }) => startMs));
    const toMs = Math.max(...hers.map(({ endMs }) => endMs));
    const isAllAlong = mine.every(({ startMs, endMs }) => hers.some((one) => one.startMs <= startMs && one.endMs >= endMs));
    return { user, roles: [...new Set(hers.map(({ duty }) => duty))], hours: isAllAlong ? undefined : { fromMs, toMs } };
  });
}
