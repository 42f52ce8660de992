/** Addresses of events: what is open is in the path, the view and the day that stand behind it stay in the query. */
import { isMessageId, isSpaceId, type MessageId, type SpaceId } from '@sanad/model/ids';

const KEPT = ['view', 'date'];

function kept(search: string): URLSearchParams {
  const all = new URLSearchParams(search);
  return new URLSearchParams([...all].filter(([name]) => KEPT.includes(name)));
}
/** The same but for what stands behind it: another month beside a form leaves the form where it is. */
export function isSamePlace(a: string, b: string): boolean {
  const [one, other] = [a, b].map((address) => {
    const { pathname, searchParams } = new URL(address, 'https://place.invalid');
    for (const name of KEPT) searchParams.delete(name);
    searchParams.sort();
    return `${pathname}?${searchParams}`;
  });
  return one === other;
}
const withQuery = (path: string, query: URLSearchParams): string => (query.size === 0 ? path : `${path}?${query}`);

/** What of the query stays in every address of an event. */
export const keptQuery = (search: string): string => kept(search).toString();
export const calendarHref = (search: string): string => withQuery('/calendar', kept(search));
export function eventHref(search: string, calendar: SpaceId, event: MessageId, at: string | undefined, isEdit = false): string {
  const query = kept(search);
  if (at !== undefined) query.set('at', at);
  return withQuery(`/calendar/e/${calendar}/${event}${isEdit ? '/edit' : ''}`, query);
}

/** The same for many events behind which the same stands: `query` is `keptQuery` of it. */
export function eventHrefIn(query: string, calendar: SpaceId, event: MessageId, at: string | undefined): string {
  const search = [query, at === undefined ? '' : `at=${at}`].filter((part) => part !== '').join('&');
  return `/calendar/e/${calendar}/${event}${search === '' ? '' : `?${search}`}`;
}

export interface EventAddress {
  readonly calendar: SpaceId;
  readonly event: MessageId;
  readonly at: string | undefined;
}
/** Undefined: nothing is there. */
export function readEventAddress(params: Partial<Record<string, string>>, search: string): EventAddress | undefined {
  const { calendar, event } = params;
  const at = new URLSearchParams(search).get('at') ?? undefined;
  if (!isSpaceId(calendar) || !isMessageId(event)) return undefined;
  return { calendar, event, at: at !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(at) ? at : undefined };
}

/** `start` and `end`: a day, or a day and an hour; the last of whole days is in it. */
export function newEventHref(search: string, start: string, end?: string): string {
  const query = kept(search);
  query.set('start', start);
  if (end !== undefined) query.set('end', end);
  return withQuery('/calendar/new', query);
}
