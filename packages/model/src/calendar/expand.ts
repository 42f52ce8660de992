/**
 * The occurrences of an event in a range (CAL-3, CAL-4). An event that was changed from a date on has eras: each with a start or a rule of its own
 * begins a new sequence and ends the one before. What was changed on one date is found by that date, which stays what it is when the hour of
 * the series moves. A change of one date that no rule names any more is shown all the same: nothing that somebody wrote disappears.
 */
import type { FileId, UserId } from '../ids.ts';
import type { Attachment } from '../schema/attachment-values.ts';
import type { EventFields, EventStart } from '../schema/event-values.ts';
import { concerns, type FoldedEvent, type Layer } from './fold-event.ts';
import { dayMs, dayOf, formatDate, formatLocal, parseDate, parseLocal } from './local-time.ts';
import { occurrenceDays } from './recurrence.ts';
import { parseRule, type Rule } from './rule.ts';
import { type Zone, zoneOf } from './zones.ts';

/** `here`: the zone of who looks, in which whole days lie. */
export interface Range {
  readonly fromMs: number;
  readonly toMs: number;
  readonly here: Zone;
}
/** Texts are made of it when somebody looks: a year of series has tens of thousands. */
export interface Occurrence {
  /** Its date by the rule, whatever it was moved to (`dateOf`). */
  readonly day: number;
  /** Shared by all of a sequence; when it begins is `startOf`. */
  readonly values: EventFields;
  readonly localMs: number;
  readonly invited: readonly UserId[];
  readonly files: readonly Attachment[];
  readonly startMs: number;
  readonly endMs: number;
  /** It was changed on this date alone. */
  readonly isChanged: boolean;
  /** The rule does not name its date any more. */
  readonly isDetached: boolean;
}

/** Of what nobody said anything. */
export const DEFAULTS: Omit<EventFields, 'start'> = {
  title: '',
  place: '',
  notes: '',
  lengthS: 3600,
  rule: '',
  dates: [],
  without: [],
  state: 'on',
  priority: 'normal',
  reminders: [],
  conversation: null,
  call: false,
  duty: '',
  holder: null,
  uid: '',
  extra: '',
};

/** A series as it is until it changes: of an event without a change from a date on there is one. */
export interface Sequence {
  /** Days that are its own: from … to, exclusive. */
  readonly fromDay: number;
  readonly toDay: number;
  readonly layer: Effective;
  /** Wall time from which its rule counts. */
  readonly startMs: number;
  readonly rule: Rule | undefined;
}
interface Effective {
  readonly values: EventFields;
  readonly invited: ReadonlyMap<UserId, boolean>;
  readonly files: ReadonlyMap<FileId, Attachment | null>;
  readonly people: readonly UserId[];
  readonly carried: readonly Attachment[];
  /** Undefined: whole days, or a zone that nobody knows here; then it is the reader's. */
  readonly zone: Zone | undefined;
  readonly lengthMs: number;
}
function effective(values: EventFields, invited: Effective['invited'], files: Effective['files']): Effective {
  const isWholeDay = 'date' in values.start;
  return {
    ...{ values, invited, files },
    people: [...invited].flatMap(([user, isIn]) => (isIn ? [user] : [])),
    carried: [...files.values()].flatMap((file) => file ?? []),
    zone: 'date' in values.start ? undefined : zoneOf(values.start.zone),
    lengthMs: isWholeDay ? Math.max(1, Math.ceil(values.lengthS / 86_400)) * dayMs : values.lengthS * 1000,
  };
}

const recurs = ({ fields: { rule = '', dates = [] } }: Layer): boolean => rule !== '' || dates.length > 0;
export const isRecurring = ({ base, eras }: FoldedEvent): boolean => recurs(base) || eras.some(recurs);

/** Most events happen once and are looked at again and again. */
const once = new WeakMap<FoldedEvent, { readonly zone: string; readonly made: Occurrence }>();
function onceOf(event: FoldedEvent, start: EventStart, here: Zone): Occurrence {
  const before = once.get(event);
  if (before?.zone === here.name) return before.made;
  const { fields, invited, files } = event.base;
  const localMs = startLocal(start);
  const layer = effective({ ...DEFAULTS, ...fields, start }, invited, files);
  const made = occurrence(layer, dayOf(localMs), localMs, undefined, false, here);
  once.set(event, { zone: here.name, made });
  return made;
}

export function expandEvent(event: FoldedEvent, range: Range): readonly Occurrence[] {
  const { start, state } = event.base.fields;
  if (start !== undefined && event.eras.length + event.overrides.size === 0 && !isRecurring(event)) {
    const made = onceOf(event, start, range.here);
    return touches(made, range) && (state !== 'removed' || event.contested.length > 0) ? [made] : [];
  }
  const sequences = sequencesOf(event);
  const [only] = sequences;
  if (only !== undefined && sequences.length === 1 && event.overrides.size + event.contested.length === 0)
    return plainSeries(only, longest(event), range);
  const longestS = longest(event);
  const fromDay = dayOf(range.fromMs) - Math.ceil(longestS / 86_400) - 2;
  const toDay = dayOf(range.toMs) + 2;
  const overrides = new Map(
    [...event.overrides].flatMap(([at, layer]) => {
      const day = parseDate(at);
      return day === undefined ? [] : [[day, layer] as const];
    }),
  );
  const out = new Map<number, Occurrence>();
  const add = (layer: Effective, day: number, localMs: number, isDetached: boolean): void => {
    const override = overrides.get(day);
    const made = occurrence(
      override === undefined ? layer : over(layer, override),
      day,
      localMs,
      override,
      isDetached,
      range.here,
    );
    if (touches(made, range)) out.set(day, made);
    else out.delete(day);
  };
  for (const { layer, startMs, rule, ...days } of sequences) {
    const [low, high] = [Math.max(fromDay, days.fromDay), Math.min(toDay, days.toDay - 1)];
    const time = startMs - dayOf(startMs) * dayMs;
    for (const day of withoutPile(daysOf(layer.values, rule, startMs, low, high), range))
      add(layer, day, day * dayMs + time, false);
  }
  for (const [day, { fields }] of overrides) {
    if (out.has(day) || (fields.start === undefined && (day < fromDay || day > toDay))) continue;
    const sequence = sequenceOn(sequences, day);
    if (sequence === undefined) continue;
    if (isLeftOut(sequence, day, fields.state)) continue;
    const { layer, startMs } = sequence;
    add(layer, day, day * dayMs + (startMs - dayOf(startMs) * dayMs), isDetached(sequence, day));
  }
  // What was removed beside a change stays visible until somebody decides (CAL-5).
  const isContested = (day: number): boolean => event.contested.some((one) => concerns(one, formatDate(day)));
  return [...out.values()].filter(({ values, day }) => values.state !== 'removed' || isContested(day));
}

/** Nothing was said of single dates: every day is what the series is. */
function plainSeries({ layer, startMs, rule }: Sequence, longestS: number, range: Range): readonly Occurrence[] {
  if (layer.values.state === 'removed') return [];
  const fromDay = dayOf(range.fromMs) - Math.ceil(longestS / 86_400) - 2;
  const time = startMs - dayOf(startMs) * dayMs;
  const series = { layer, time, zone: layer.zone ?? range.here };
  const out: Occurrence[] = [];
  for (const day of withoutPile(daysOf(layer.values, rule, startMs, fromDay, dayOf(range.toMs) + 2), range)) {
    const made = new OfSeries(day, series.zone.toInstant(day * dayMs + time), series);
    if (touches(made, range)) out.push(made);
  }
  return out;
}

/** Every day, and each a year long: of what began before the range the newest. */
const maxGoingOn = 31;
function withoutPile(days: readonly number[], range: Range): readonly number[] {
  const first = dayOf(range.fromMs) - 2;
  const before = days.findIndex((day) => day >= first);
  return days.slice(Math.max(0, (before < 0 ? days.length : before) - maxGoingOn));
}

interface Series {
  readonly layer: Effective;
  /** Milliseconds from midnight to its start. */
  readonly time: number;
  readonly zone: Zone;
}
/** A class although it has no life: what all of a series share is not written down once more for each of tens of thousands. */
class OfSeries implements Occurrence {
  readonly day: number;
  readonly startMs: number;
  readonly #series: Series;
  constructor(day: number, startMs: number, series: Series) {
    this.day = day;
    this.startMs = startMs;
    this.#series = series;
  }
  get values(): EventFields {
    return this.#series.layer.values;
  }
  get invited(): readonly UserId[] {
    return this.#series.layer.people;
  }
  get files(): readonly Attachment[] {
    return this.#series.layer.carried;
  }
  get localMs(): number {
    return this.day * dayMs + this.#series.time;
  }
  get endMs(): number {
    return this.#series.zone.toInstant(this.localMs + this.#series.layer.lengthMs);
  }
  get isChanged(): boolean {
    return false;
  }
  get isDetached(): boolean {
    return false;
  }
}

export const dateOf = ({ day }: Pick<Occurrence, 'day'>): string => formatDate(day);
export const startOf = ({ values, localMs }: Pick<Occurrence, 'values' | 'localMs'>): EventStart =>
  'date' in values.start ? { date: formatDate(dayOf(localMs)) } : { local: formatLocal(localMs), zone: values.start.zone };

/** Where an event may be at all: for an index. Undefined: it has no end. */
export function reachOf(event: FoldedEvent, here: Zone): { readonly fromMs: number; readonly toMs: number | undefined } {
  const starts = [event.base, ...event.eras, ...event.overrides.values()].flatMap(({ fields }) => fields.start ?? []);
  const instants = starts.map((start) => instantOf(start, here));
  const days = sequencesOf(event).flatMap(({ rule, startMs, layer }) => {
    const last = largest(daysIn(layer.values.dates), Number.NEGATIVE_INFINITY) * dayMs;
    if (rule === undefined) return [startMs, last];
    return [rule.untilMs ?? (rule.count === undefined ? Number.POSITIVE_INFINITY : lastCounted(rule, startMs)), last];
  });
  const toMs = largest([...instants, ...days], Number.NEGATIVE_INFINITY) + longest(event) * 1000 + 2 * dayMs;
  const ats = [...event.overrides.keys()].map((at) => (parseDate(at) ?? 0) * dayMs);
  const fromMs = [...instants, ...ats].reduce((least, one) => Math.min(least, one), Number.POSITIVE_INFINITY) - 2 * dayMs;
  return { fromMs, toMs: Number.isFinite(toMs) ? largest(ats, toMs) : undefined };
}
/** Without a call that takes all of them: an event of hundreds of thousands of words would end it. */
function largest(values: Iterable<number>, from: number): number {
  let most = from;
  for (const one of values) most = Math.max(most, one);
  return most;
}
const lastCounted = (rule: Rule, startMs: number): number =>
  (occurrenceDays(rule, startMs, dayOf(startMs), dayOf(startMs) + 366 * 100).at(-1) ?? dayOf(startMs)) * dayMs;

const longest = ({ base, eras, overrides }: FoldedEvent): number =>
  largest(
    [base, ...eras, ...overrides.values()].map(({ fields }) => fields.lengthS ?? DEFAULTS.lengthS),
    86_400,
  );

function daysOf(
  { dates, without }: EventFields,
  rule: Rule | undefined,
  startMs: number,
  low: number,
  high: number,
): readonly number[] {
  if (low > high) return [];
  const startDay = dayOf(startMs);
  const ruled = rule === undefined ? [startDay] : occurrenceDays(rule, startMs, low, high);
  const more = [...daysIn(dates)].filter((day) => day >= low && day <= high);
  const days = more.length === 0 ? ruled : [...new Set([...ruled, ...more])].sort((a, b) => a - b);
  const left = daysIn(without);
  const isAsItIs = dates.length === 0 && left.size === 0 && rule !== undefined;
  return isAsItIs ? days : days.filter((day) => day >= low && day <= high && !left.has(day));
}
/** A list of dates is read once, whatever shares it: an event may have a thousand, and hundreds of sequences. */
const read = new WeakMap<readonly string[], ReadonlySet<number>>();
function daysIn(dates: readonly string[]): ReadonlySet<number> {
  const found = read.get(dates) ?? new Set(dates.flatMap((date) => parseDate(date) ?? []));
  read.set(dates, found);
  return found;
}
const isDetached = (sequence: Sequence, day: number): boolean => day >= sequence.toDay || !isNamed(sequence, day);
/** What was left out is left out, whatever the rule says by now. `state`: what was said of that date alone. */
export const isLeftOut = (sequence: Sequence, day: number, state: EventFields['state'] = 'on'): boolean =>
  state !== 'on' && isDetached(sequence, day);
/** Its dates from … to, exclusive: also those that a later one names, which has them. */
export const datesOf = ({ layer, rule, startMs, ...own }: Sequence, fromDay: number, toDay: number): readonly number[] =>
  daysOf(layer.values, rule, startMs, Math.max(fromDay, own.fromDay), Math.min(toDay, own.toDay) - 1);
const isNamed = ({ layer, rule, startMs }: Sequence, day: number): boolean =>
  daysOf(layer.values, rule, startMs, day, day).length > 0;

/** To which of them a date belongs: the last that names it, or in whose time it is. */
export const sequenceOn = (sequences: readonly Sequence[], day: number): Sequence | undefined =>
  sequences.findLast((one) => day >= one.fromDay && day < one.toDay && isNamed(one, day)) ??
  sequences.findLast((one) => day >= one.fromDay) ??
  sequences[0];

/** For the next date by a rule: one with an end comes back within that. */
const maxAheadDays = 366 * 40;
/** The first date that its start and its rule name from this day on, in its own time. */
export function firstRuled({ fromDay, toDay, startMs, rule }: Sequence, from: number): number | undefined {
  const startDay = dayOf(startMs);
  const low = Math.max(fromDay, startDay, from);
  if (low >= toDay) return undefined;
  if (rule === undefined) return low === startDay ? startDay : undefined;
  const ahead = (days: number) => occurrenceDays(rule, startMs, low, Math.min(low + days, toDay - 1))[0];
  return ahead(400) ?? ahead(maxAheadDays);
}
/** At its hour on this day. */
export function startIn({ startMs, layer: { values } }: Sequence, day: number): EventStart {
  const localMs = day * dayMs + startMs - dayOf(startMs) * dayMs;
  return 'date' in values.start ? { date: formatDate(day) } : { local: formatLocal(localMs), zone: values.start.zone };
}

/** Rules are read once. */
const known = new WeakMap<FoldedEvent, readonly Sequence[]>();
export function sequencesOf(event: FoldedEvent): readonly Sequence[] {
  const found = known.get(event) ?? makeSequences(event);
  known.set(event, found);
  return found;
}

function makeSequences(event: FoldedEvent): readonly Sequence[] {
  const { start } = event.base.fields;
  if (start === undefined) return [];
  let layer = effective({ ...DEFAULTS, ...event.base.fields, start }, event.base.invited, event.base.files);
  let open = sequenceOf(layer, Number.NEGATIVE_INFINITY, startLocal(start));
  const out: Sequence[] = [];
  for (const era of event.eras) {
    const day = parseDate(era.at);
    if (day === undefined) continue;
    layer = over(layer, era);
    const isNew = era.fields.start !== undefined || era.fields.rule !== undefined;
    const time = open.startMs - dayOf(open.startMs) * dayMs;
    const startMs = era.fields.start === undefined ? day * dayMs + time : startLocal(era.fields.start);
    out.push({ ...open, toDay: day });
    // A series that was moved to an earlier day begins on that day.
    open = isNew ? sequenceOf(layer, Math.min(day, dayOf(startMs)), startMs) : { ...open, layer, fromDay: day };
  }
  return [...out, open];
}
function sequenceOf(layer: Effective, fromDay: number, startMs: number): Sequence {
  const { start, rule } = layer.values;
  const parsed =
    rule === '' ? undefined : parseRule(rule, { localMs: startMs, zone: 'date' in start ? undefined : zoneOf(start.zone) });
  return { fromDay, toDay: Number.POSITIVE_INFINITY, layer, startMs, rule: parsed?.ok ? parsed.value : undefined };
}

const over = (below: Effective, { fields, invited, files }: Layer): Effective =>
  effective(
    { ...below.values, ...fields },
    invited.size === 0 ? below.invited : new Map([...below.invited, ...invited]),
    files.size === 0 ? below.files : new Map([...below.files, ...files]),
  );

/** The wall time of a start, as if it were UTC. */
export const startLocal = (start: EventStart): number =>
  'date' in start ? (parseDate(start.date) ?? 0) * dayMs : (parseLocal(start.local) ?? 0);
const instantOf = (start: EventStart, here: Zone): number =>
  ('date' in start ? here : (zoneOf(start.zone) ?? here)).toInstant(startLocal(start));

function occurrence(
  { values, people, carried, zone, lengthMs }: Effective,
  day: number,
  ruledMs: number,
  override: Layer | undefined,
  isDetached: boolean,
  here: Zone,
): Occurrence {
  const localMs = override?.fields.start === undefined ? ruledMs : startLocal(values.start);
  const { toInstant } = zone ?? here;
  return {
    day,
    values,
    localMs,
    invited: people,
    files: carried,
    startMs: toInstant(localMs),
    endMs: toInstant(localMs + lengthMs),
    isChanged: override !== undefined,
    isDetached,
  };
}

const touches = ({ startMs, endMs }: Occurrence, { fromMs, toMs }: Range): boolean =>
  startMs < toMs && (endMs > fromMs || (endMs === startMs && startMs >= fromMs));
