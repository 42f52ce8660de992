/** The days of quiet hours: seven bits from Monday (wire/push.ts); at least one of them is set. */
export const everyDay = 127;

export const hasDay = (days: number, day: number): boolean => (days & (1 << day)) !== 0;

/** The last day stays: without any there are no quiet hours, and there is a switch for that. */
export function toggleDay(days: number, day: number): number {
  const next = days ^ (1 << day);
  return next === 0 ? days : next;
}
