/** Between iCalendar text and jCal (RFC 7265): the events of a file one by one, so that one that is broken breaks no other. */
export type Property = readonly [name: string, parameters: Readonly<Record<string, unknown>>, type: string, ...values: unknown[]];
export type Jcal = readonly [name: string, properties: readonly Property[], components: readonly Jcal[]];

/** More in one event is no event. */
const maxEventCharacters = 400_000;

/** The texts of the events, what else is in the file by name, and how many events are more than `max`. */
export function splitEvents(
  text: string,
  max: number,
): { readonly events: readonly string[]; readonly others: readonly string[]; readonly left: number } {
  const events: string[] = [];
  const others: string[] = [];
  let left = 0;
  let open: { readonly name: string; readonly from: number } | undefined;
  const line = /^(BEGIN|END):([A-Z0-9-]{1,40})[ \t]*$/gim;
  for (let match = line.exec(text); match !== null; match = line.exec(text)) {
    const [whole, word = '', named = ''] = match;
    const name = named.toUpperCase();
    if (name === 'VCALENDAR') continue;
    if (word.toUpperCase() === 'BEGIN') {
      // An event that never ended ends where the next one begins, and is not readable.
      if (open === undefined || name === 'VEVENT') open = { name, from: match.index };
      continue;
    }
    if (open?.name !== name) continue;
    if (name !== 'VEVENT' && name !== 'VTIMEZONE' && others.length < 100) others.push(name);
    if (name === 'VEVENT' && events.length >= max) left++;
    else if (name === 'VEVENT')
      events.push(text.slice(open.from, Math.min(match.index + whole.length, open.from + maxEventCharacters)));
    open = undefined;
  }
  return { events, others, left };
}

export const textOf = (property: Property | undefined): string => {
  const value = property?.[3];
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
};

const DURATION = /^([+-]?)P(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/;
/** RFC 5545 §3.3.6 in seconds. */
export function durationS(property: Property | undefined): number | undefined {
  const match = DURATION.exec(textOf(property));
  if (match === null) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(2).map((part) => Number(part ?? 0));
  return (match[1] === '-' ? -1 : 1) * ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds);
}
