/** What the form of a new shift says, as the fields of an event: a wall time in the zone of this place, and on which days it comes again. */
import type { NewEvent } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';

const RULE_DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
const dayMs = 86_400_000;

export interface ShiftForm {
  readonly role: string;
  readonly holder: UserId | undefined;
  /** As inputs of day and time write them: `2026-10-13T08:00`. */
  readonly from: string;
  readonly to: string;
  /** Seven bits from Monday; 0: once. */
  readonly days: number;
  readonly zone: string;
}

const wallMs = (local: string): number => Date.parse(`${local.slice(0, 16)}:00Z`);
const weekday = (ms: number): number => (new Date(ms).getUTCDay() + 6) % 7;

/** Undefined: it has no role, or no end after its beginning. */
export function shiftFields({ role, holder, from, to, days, zone }: ShiftForm): NewEvent['fields'] | undefined {
  const name = role.trim();
  const startMs = wallMs(from);
  const lengthS = (wallMs(to) - startMs) / 1000;
  if (name === '' || !(lengthS > 0)) return undefined;
  // A series begins on its first day: a form for Mondays that was opened on a Sunday is about tomorrow.
  const first = [0, 1, 2, 3, 4, 5, 6].find((ahead) => days === 0 || (days & (1 << weekday(startMs + ahead * dayMs))) !== 0) ?? 0;
  const local = new Date(startMs + first * dayMs).toISOString().slice(0, 19);
  const named = RULE_DAYS.filter((_, day) => (days & (1 << day)) !== 0);
  return {
    title: name,
    duty: name,
    holder: holder ?? null,
    start: { local, zone },
    lengthS,
    ...(named.length > 0 && { rule: `FREQ=WEEKLY;BYDAY=${named.join(',')}` }),
  };
}
