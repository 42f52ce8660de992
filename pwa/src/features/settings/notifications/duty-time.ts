/** A moment as an input of day and time writes it, by the clock of this device, and back. */
import { dayKey } from '../../../i18n/dates.ts';

const usualMs = 12 * 3_600_000;

export const momentInput = (ms: number): string => `${dayKey(ms)}T${new Date(ms).toTimeString().slice(0, 5)}`;

/** Undefined: it is no moment, or it is over. */
export function readMoment(text: string, nowMs: number): number | undefined {
  const ms = new Date(text).getTime();
  return Number.isNaN(ms) || ms <= nowMs ? undefined : ms;
}

/** What the form begins with: half a day from now, on the next full hour of this place, which may be half of one elsewhere. */
export function usualEndMs(nowMs: number): number {
  const end = new Date(nowMs + usualMs - 1);
  return end.setHours(end.getHours() + 1, 0, 0, 0);
}
