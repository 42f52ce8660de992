/**
 * What puts a change back (CAL-6): in each place where it wrote, of all, from a date on or on one date, what that place had, so that parts of a series that
 * differed differ again. What somebody else changed meanwhile stays as it is. Pure.
 */
import type { EventChange, EventFields, FieldName } from '../schema/event-values.ts';
import { remaining } from './change-event.ts';
import { DEFAULTS, firstRuled, sequenceOn, sequencesOf, startIn } from './expand.ts';
import type { FoldedEvent, Layer } from './fold-event.ts';
import { dayOf, parseDate } from './local-time.ts';

/** One place, with what stood there and what was written instead. */
export interface FieldsBefore extends Pick<EventChange, 'at' | 'following'> {
  readonly was: Partial<EventFields>;
  readonly wrote: Partial<EventFields>;
}
type Place = Pick<EventChange, 'at' | 'following'>;

/** `event`: as it is before these changes of it. */
export const fieldsBefore = (event: FoldedEvent, changes: readonly EventChange[]): readonly FieldsBefore[] =>
  changes.map(({ at, following, fields: wrote }) => {
    const there = shownIn(event, { at, following });
    return { at, following, wrote, was: only(there, (name) => wrote[name] !== undefined) };
  });

/** `event`: as it is now. */
export const putBack = (event: FoldedEvent, before: readonly FieldsBefore[]): readonly EventChange[] =>
  before.flatMap(({ at, following, was, wrote }): readonly EventChange[] => {
    const now = layerOf(event, { at, following })?.fields ?? {};
    const fields = only(was, (name) => JSON.stringify(now[name]) === JSON.stringify(wrote[name]));
    const change = { fields, invited: new Map(), files: new Map(), builds: event.heads, at, following };
    return Object.keys(fields).length === 0 ? [] : [change];
  });

const only = (fields: Partial<EventFields>, is: (name: FieldName) => boolean): Partial<EventFields> =>
  Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== undefined && is(name as FieldName))); // its own names

const layerOf = ({ base, eras, overrides }: FoldedEvent, { at, following }: Place): Layer | undefined =>
  at === undefined ? base : following ? eras.find((era) => era.at === at) : overrides.get(at);

/** What holds in a place: what was said of it, or what it has from the series. */
function shownIn(event: FoldedEvent, place: Place): Partial<EventFields> {
  const own = layerOf(event, place)?.fields;
  const { at, following } = place;
  if (at === undefined) return { ...DEFAULTS, ...own };
  const day = parseDate(at);
  const sequence = day === undefined ? undefined : sequenceOn(sequencesOf(event), day);
  if (day === undefined || sequence === undefined) return { ...own };
  const { values } = sequence.layer;
  const first = following ? (firstRuled(sequence, day) ?? day) : day;
  const start = startIn(sequence, first);
  const rule = remaining(values.rule, startIn(sequence, dayOf(sequence.startMs)), first);
  return { ...values, start, rule, ...own };
}
