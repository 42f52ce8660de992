/** A day of duty runs from 08:00 to 08:00 by the clock of this place; what it shows of shifts is worked out here, without a screen. */
import type { RosterFault, ShiftRow } from '@sanad/model/engine/api';
import { dayKey, daysBetween } from '../../i18n/dates.ts';

const startHour = 8;
export const hourMs = 3_600_000;

const at = (key: string, addDays: number, hour: number): Date => {
  const [year = 1970, month = 1, day = 1] = key.split('-').map(Number);
  return new Date(year, month - 1, day + addDays, hour);
};

/** `2026-10-13` and so many days on. Noon: no law takes it away. */
export const keyAfter = (key: string, days: number): string => dayKey(at(key, days, 12).getTime());

/** The day of duty that goes on at this moment: before 08:00 it is yesterday's. */
export function dutyDayAt(ms: number): string {
  const key = dayKey(ms);
  return new Date(ms).getHours() < startHour ? keyAfter(key, -1) : key;
}

/** Further away nobody looks, and everything between now and then would be worked out. */
const maxAwayDays = 2 * 366;

/** Of an address that was typed wrong, or is about another age: today. */
export function askedDay(text: unknown, today: string): string {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/u.test(text) || keyAfter(text, 0) !== text) return today;
  return Math.abs(daysBetween(dutyDay(text).fromMs, dutyDay(today).fromMs)) <= maxAwayDays ? text : today;
}

export interface DutyDay {
  readonly fromMs: number;
  readonly toMs: number;
}
export const dutyDay = (key: string): DutyDay => ({
  fromMs: at(key, 0, startHour).getTime(),
  toMs: at(key, 1, startHour).getTime(),
});

/** What stands in the lane of a role, at the place that `a` and `b` say, in hours of 24. */
export type Stint = {
  readonly id: string;
  readonly a: number;
  readonly b: number;
  readonly fromMs: number;
  readonly toMs: number;
} & (
  | { readonly kind: 'shift'; readonly shift: ShiftRow; readonly row: number; readonly isDouble: boolean }
  /** Nobody; `shift`: it is planned, and open. */
  | { readonly kind: 'gap'; readonly shift: ShiftRow | undefined; readonly row: number }
);
export interface Lane {
  readonly role: string;
  /** How many stand one above the other. */
  readonly rows: number;
  readonly stints: readonly Stint[];
  readonly doubles: readonly RosterFault[];
}

export function lanesOf(shifts: readonly ShiftRow[], faults: readonly RosterFault[], { fromMs, toMs }: DutyDay): readonly Lane[] {
  const isInside = (one: { readonly startMs: number; readonly endMs: number }): boolean =>
    one.startMs < toMs && one.endMs > fromMs;
  const place = (startMs: number, endMs: number) => ({
    a: ((Math.max(startMs, fromMs) - fromMs) / (toMs - fromMs)) * 24,
    b: ((Math.min(endMs, toMs) - fromMs) / (toMs - fromMs)) * 24,
  });
  const inDay = faults.filter((fault) => isInside({ startMs: fault.fromMs, endMs: fault.toMs }));
  const roles = [...new Set([...shifts.filter(isInside), ...inDay].map(({ role }) => role))].sort((one, other) =>
    one.localeCompare(other),
  );
  return roles.map((role): Lane => {
    const doubles = inDay.filter((fault) => fault.role === role && fault.type === 'double');
    const gaps = inDay.filter((fault) => fault.role === role && fault.type === 'gap');
    const ends: number[] = [];
    const stints = shifts
      .filter((shift) => shift.role === role && shift.holder !== undefined && isInside(shift))
      .sort((one, other) => one.startMs - other.startMs || one.endMs - other.endMs)
      .map((shift): Stint => {
        const free = ends.findIndex((endMs) => endMs <= shift.startMs);
        const row = free < 0 ? ends.length : free;
        ends[row] = shift.endMs;
        const isDouble = doubles.some(({ shifts: both }) => both.some(({ id }) => id === shift.id));
        return {
          ...{ id: shift.id, kind: 'shift', shift, row, isDouble },
          ...{ fromMs: shift.startMs, toMs: shift.endMs, ...place(shift.startMs, shift.endMs) },
        };
      });
    const open = gaps.map((gap): Stint => {
      const shift = shifts.find(({ id }) => id === gap.shifts[0]?.id);
      return {
        ...{ id: `${role}/${gap.fromMs}`, kind: 'gap', shift, row: 0 },
        ...{ fromMs: gap.fromMs, toMs: gap.toMs, ...place(gap.fromMs, gap.toMs) },
      };
    });
    const all = [...stints, ...open].sort((one, other) => one.fromMs - other.fromMs);
    return { role, rows: Math.max(1, ends.length), stints: all, doubles };
  });
}
