/** Whether it is quiet for somebody now: the same on her device, which sounds, and at the relay, which wakes it (PUSH-5, URGENT-10). */
import type { PushFilter, QuietHours } from './push.ts';

const formats = new Map<string, Intl.DateTimeFormat>();
const maxFormats = 200;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** By her shifts where quiet hours follow them, else by the clock. A list that nobody has renewed says nothing any more. */
export function isSilent({ quiet, duty }: Pick<PushFilter, 'quiet' | 'duty'>, nowMs: number): boolean {
  if (duty !== undefined && nowMs < duty.untilMs) return !duty.shifts.some(([fromMs, toMs]) => fromMs <= nowMs && nowMs < toMs);
  return quiet !== undefined && isQuiet(quiet, nowMs);
}

/** A zone that is not known here is never quiet: better woken once too often. */
export function isQuiet({ zone, from, to, days }: QuietHours, nowMs: number): boolean {
  const format = formatOf(zone);
  if (format === undefined) return false;
  const parts = new Map(format.formatToParts(nowMs).map(({ type, value }) => [type, value]));
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  const today = weekdays.indexOf(parts.get('weekday') ?? '');
  const begins = (day: number): boolean => Math.floor(days / 2 ** ((day + 7) % 7)) % 2 === 1;
  if (from < to) return begins(today) && minute >= from && minute < to;
  return (begins(today) && minute >= from) || (begins(today - 1) && minute < to);
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  if (formats.size >= maxFormats) formats.clear(); // zones are a device's word
  try {
    const made = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, made);
    return made;
  } catch {
    return undefined;
  }
}
