/**
 * Zones as other products name them, and as they are written for them (CAL-10). Outlook names those of Windows (CLDR, windowsZones); some put a
 * path before the IANA name. What a file says of the law of a zone is not believed: the name counts, and this device knows its law.
 */
import { civilOf, dayFrom, dayMs, dayOf, formatLocal } from './local-time.ts';
import { type Zone, zoneOf } from './zones.ts';

const WINDOWS: Readonly<Record<string, string>> = {
  utc: 'UTC',
  'w. central africa standard time': 'Africa/Tunis',
  'romance standard time': 'Europe/Paris',
  'w. europe standard time': 'Europe/Berlin',
  'central europe standard time': 'Europe/Budapest',
  'central european standard time': 'Europe/Warsaw',
  'gmt standard time': 'Europe/London',
  'greenwich standard time': 'Africa/Abidjan',
  'morocco standard time': 'Africa/Casablanca',
  'egypt standard time': 'Africa/Cairo',
  'libya standard time': 'Africa/Tripoli',
  'south africa standard time': 'Africa/Johannesburg',
  'e. europe standard time': 'Europe/Chisinau',
  'fle standard time': 'Europe/Kiev',
  'gtb standard time': 'Europe/Bucharest',
  'turkey standard time': 'Europe/Istanbul',
  'arab standard time': 'Asia/Riyadh',
  'arabian standard time': 'Asia/Dubai',
  'middle east standard time': 'Asia/Beirut',
  'syria standard time': 'Asia/Damascus',
  'jordan standard time': 'Asia/Amman',
  'israel standard time': 'Asia/Jerusalem',
  'russian standard time': 'Europe/Moscow',
  'india standard time': 'Asia/Kolkata',
  'china standard time': 'Asia/Shanghai',
  'tokyo standard time': 'Asia/Tokyo',
  'eastern standard time': 'America/New_York',
  'central standard time': 'America/Chicago',
  'mountain standard time': 'America/Denver',
  'pacific standard time': 'America/Los_Angeles',
};

/** Undefined: nobody knows which is meant. */
export function zoneNamed(name: string): Zone | undefined {
  const plain = name.trim().replace(/^"|"$/g, '');
  const direct = zoneOf(plain) ?? zoneOf(WINDOWS[plain.toLowerCase()] ?? '');
  if (direct !== undefined) return direct;
  const parts = plain.split('/').filter((part) => part !== '');
  for (let length = Math.min(3, parts.length - 1); length >= 2; length--) {
    const found = zoneOf(parts.slice(-length).join('/'));
    if (found !== undefined) return found;
  }
  return undefined;
}

type Component = readonly [string, readonly unknown[], readonly Component[]];

/** RFC 5545 §3.6.5, as jCal: each change of the offset in these years with its moment. */
export function zoneComponent(zone: Zone, fromYear: number, toYear: number): Component {
  const at = dayFrom(fromYear, 1, 1) * dayMs;
  const observances: Component[] = [observance('standard', zone.toLocal(at), zone.offsetAt(at), zone.offsetAt(at))];
  const winter = Math.min(zone.offsetAt(at), zone.offsetAt(at + 182 * dayMs));
  for (let day = dayOf(at); civilOf(day).year <= toYear; day++) {
    const [before, after] = [zone.offsetAt(day * dayMs), zone.offsetAt((day + 1) * dayMs)];
    if (before === after) continue;
    let [low, high] = [day * dayMs, (day + 1) * dayMs];
    while (high - low > 1000) {
      const middle = Math.floor((low + high) / 2000) * 1000;
      if (zone.offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    observances.push(observance(after > winter ? 'daylight' : 'standard', high + before, before, after));
  }
  return ['vtimezone', [['tzid', {}, 'text', zone.name]], observances];
}

const observance = (name: string, localMs: number, before: number, after: number): Component => [
  name,
  [
    ['dtstart', {}, 'date-time', formatLocal(localMs)],
    ['tzoffsetfrom', {}, 'utc-offset', offsetText(before)],
    ['tzoffsetto', {}, 'utc-offset', offsetText(after)],
  ],
  [],
];
function offsetText(offsetMs: number): string {
  const minutes = Math.abs(Math.round(offsetMs / 60_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
