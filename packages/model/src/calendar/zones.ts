/**
 * Wall time and instants of IANA zones (CAL-3), by the platform's own zone data: it is kept up to date by whoever keeps the browser, and
 * knows of Africa/Tunis what the law says now. Asking it costs microseconds, and a month of appointments asks thousands of times: offsets
 * are remembered per week, and a week with a change in it is searched for the second of the change.
 */
import { dayMs } from './local-time.ts';

export interface Zone {
  readonly name: string;
  /** Milliseconds that wall time is ahead of UTC at this instant. */
  offsetAt(atMs: number): number;
  toLocal(atMs: number): number;
  /**
   * RFC 5545 §3.3.5: a wall time that comes twice is the first of both; one that is left out is read with the offset of before the
   * gap, so 02:30 in a night without it is 03:30.
   */
  toInstant(localMs: number): number;
}

const weekMs = 7 * dayMs;
/** No zone is further from UTC than 15 hours, and a wall time is read with the offsets of a day before and after. */
const marginMs = 2 * dayMs;
const NAME = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;
const zones = new Map<string, Zone | undefined>();

/** Undefined: nobody here knows it. */
export function zoneOf(name: string): Zone | undefined {
  if (zones.has(name)) return zones.get(name);
  const zone = NAME.test(name) ? makeZone(name) : undefined;
  // What others wrote is no reason to remember without end.
  if (zones.size > 1000) zones.clear();
  zones.set(name, zone);
  return zone;
}

export const utc: Zone = zoneFrom('UTC', () => 0);
/** A zone that nobody knows is UTC. */
export const zoneOrUtc = (name: string): Zone => zoneOf(name) ?? utc;

function makeZone(name: string): Zone | undefined {
  const asked = asker(name);
  return asked && zoneFrom(name, asked);
}

function zoneFrom(name: string, ask: (atMs: number) => number): Zone {
  /** By week since 1970: one offset, or where it changes. */
  const weeks = new Map<number, number | { readonly atMs: number; readonly before: number; readonly after: number }>();

  function weekOf(week: number) {
    const known = weeks.get(week);
    if (known !== undefined) return known;
    const [before, after] = [ask(week * weekMs), ask((week + 1) * weekMs)];
    const found = before === after ? before : { atMs: changeIn(week * weekMs, (week + 1) * weekMs, before), before, after };
    weeks.set(week, found);
    return found;
  }
  /** Whole seconds: no zone changes between them. */
  function changeIn(fromMs: number, toMs: number, before: number): number {
    let [low, high] = [fromMs / 1000, toMs / 1000];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (ask(middle * 1000) === before) low = middle;
      else high = middle;
    }
    return high * 1000;
  }
  function offsetAt(atMs: number): number {
    const week = weekOf(Math.floor(atMs / weekMs));
    if (typeof week === 'number') return week;
    return atMs < week.atMs ? week.before : week.after;
  }
  /** Weeks on end without a change, of those that were asked last: a series asks for one day after the other. */
  let stable = { fromMs: 0, toMs: 0, offset: 0 };
  /** The offset that holds around this wall time, further than any zone is from UTC. Undefined: it changes there. */
  function offsetAround(localMs: number): number | undefined {
    const [fromMs, toMs] = [localMs - marginMs, localMs + marginMs];
    if (fromMs >= stable.fromMs && toMs < stable.toMs) return stable.offset;
    const [first, last] = [Math.floor(fromMs / weekMs), Math.floor(toMs / weekMs)];
    const offset = weekOf(first);
    if (typeof offset !== 'number' || (last !== first && weekOf(last) !== offset)) return undefined;
    const found = { fromMs: first * weekMs, toMs: (last + 1) * weekMs, offset };
    const isNext = stable.offset === offset && found.fromMs <= stable.toMs && found.toMs >= stable.fromMs;
    stable = isNext ? { fromMs: Math.min(stable.fromMs, found.fromMs), toMs: Math.max(stable.toMs, found.toMs), offset } : found;
    return offset;
  }
  return {
    name,
    offsetAt,
    toLocal: (atMs) => atMs + offsetAt(atMs),
    toInstant(localMs) {
      const around = offsetAround(localMs);
      if (around !== undefined) return localMs - around;
      const before = offsetAt(localMs - dayMs);
      const first = localMs - before;
      if (offsetAt(first) === before) return first;
      const after = offsetAt(localMs + dayMs);
      const second = localMs - after;
      return offsetAt(second) === after ? second : first;
    },
  };
}

/** Undefined: the platform does not know the zone. */
function asker(name: string): ((atMs: number) => number) | undefined {
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    return (atMs) => {
      const of: Record<string, number> = {};
      for (const { type, value } of format.formatToParts(atMs)) of[type] = Number(value);
      const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = of;
      return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(atMs / 1000) * 1000;
    };
  } catch {
    return undefined;
  }
}
