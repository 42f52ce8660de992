/** Days of the week by their number: Monday is 0. */
export const WEEK = [0, 1, 2, 3, 4, 5, 6] as const;

/** The 6th of January 2025 was a Monday. */
export const weekdayName = (day: number, locale: string, style: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' }).format(Date.UTC(2025, 0, 6 + day));
