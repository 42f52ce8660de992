/** A minute of the day as a time input writes it, 22:00, and back. */
const dayMinutes = 24 * 60;

export const minuteWords = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Undefined: it is no time. */
export function readMinute(text: string): number | undefined {
  const [, hours, minutes] = /^(\d{2}):(\d{2})/u.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return minute < dayMinutes ? minute : undefined;
}
