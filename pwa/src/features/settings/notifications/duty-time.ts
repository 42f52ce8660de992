/** When a leave ends: what an input of day and time says (app/moment-input.ts), and what it begins with. */

const usualMs = 12 * 3_600_000;

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
