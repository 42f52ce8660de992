/**
 * What an event is after everything that people said of it (CAL-5). Each field is for itself: the change that no other one of this field builds
 * on counts; of several that knew nothing of one another the newest, and the others are told as rivals. A cancellation beside changes that
 * it did not know is told as well. Pure: the statements were verified.
 */
import type { FileId, UserId } from '../ids.ts';
import type { Attachment } from '../schema/attachment-values.ts';
import {
  type EventChange,
  type EventFields,
  maxBuilds,
  type Rsvp,
  type RsvpValue,
  type SwapValue,
} from '../schema/event-values.ts';
import { type ClockReading, compareReadings } from '../schema/hybrid-clock.ts';

interface Said {
  readonly id: string;
  readonly author: UserId;
  readonly sentAtMs: number;
  readonly clock: ClockReading;
}
export type EventStatement =
  | (Said & { readonly kind: 'event'; readonly value: EventChange })
  | (Said & { readonly kind: 'rsvp'; readonly value: RsvpValue })
  | (Said & { readonly kind: 'swap'; readonly value: SwapValue });
type Change = EventStatement & { readonly kind: 'event' };

/** Fields as they stand in one place: of the event, from a date on, or on one date. */
export interface Layer {
  readonly fields: Partial<EventFields>;
  readonly invited: ReadonlyMap<UserId, boolean>;
  readonly files: ReadonlyMap<FileId, Attachment | null>;
}
export interface Rival {
  readonly value: unknown;
  readonly by: UserId;
  readonly atMs: number;
}
/** Two changed the same at the same time: `value` stands, `rivals` does not. */
export interface FieldConflict extends Rival {
  /** A name of a field, `invited` or `files`. */
  readonly field: string;
  /** Of `invited` and `files`: of whom, or of what. */
  readonly member: string | undefined;
  readonly at: string | undefined;
  /** Of this date and those that follow it. */
  readonly following: boolean;
  readonly rivals: readonly Rival[];
}
/** A change beside a cancellation: whose, and when. `at`: what was cancelled, one date or from one on; undefined: all of it. */
export interface Beside {
  readonly by: UserId;
  readonly atMs: number;
  readonly at: string | undefined;
  readonly following: boolean;
}
/** What holds on this date: said of all, of it, or of one before and those that follow. */
export const concerns = ({ at, following }: Pick<Beside, 'at' | 'following'>, date: string): boolean =>
  at === undefined || (following ? at <= date : at === date);
/** What somebody changed of what was there, where it still stands (CAL-47): its hours, that it takes place, or who has the shift. */
export interface News extends Beside {
  readonly what: 'moved' | 'cancelled' | 'given';
}
export interface Answer {
  readonly word: Rsvp;
  readonly comment: string;
  readonly atMs: number;
}
export interface FoldedEvent {
  readonly id: string;
  readonly organiser: UserId;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
  readonly changedBy: UserId;
  readonly base: Layer;
  /** From these dates on, in order. */
  readonly eras: readonly (Layer & { readonly at: string })[];
  readonly overrides: ReadonlyMap<string, Layer>;
  /** What the next change builds on. */
  readonly heads: readonly string[];
  readonly conflicts: readonly FieldConflict[];
  /** It was cancelled by who did not know of these changes, or they were made by who did not know of that. */
  readonly contested: readonly Beside[];
  /** By person, then by date; an empty date: for all. */
  readonly answers: ReadonlyMap<UserId, ReadonlyMap<string, Answer>>;
  readonly news: readonly News[];
  /** Oldest first. */
  readonly swaps: readonly (Said & SwapValue)[];
}

/** Dates from which on fields are others; of more the first ones count. Each may be a sequence that lies over all the others. */
const maxEras = 200;
/** Above this the order of clocks decides alone: who writes hundreds of changes does not make others compare each with each. */
const maxCompared = 300;
const compareSaid = (a: Said, b: Said): number => compareReadings(a.clock, b.clock) || (a.id < b.id ? -1 : 1);

/** Undefined: what made it is not here, or it has no beginning. */
export function foldEvent(id: string, statements: readonly EventStatement[]): FoldedEvent | undefined {
  const changes = statements.filter((one): one is Change => one.kind === 'event').sort(compareSaid);
  const made = changes.find((change) => change.id === id);
  if (made?.value.fields.start === undefined) return undefined;
  const isAfter = makeOrder(changes);
  const layers = foldLayers(changes, isAfter, made);
  const last = changes.at(-1) ?? made;
  return {
    id,
    organiser: made.author,
    createdAtMs: made.sentAtMs,
    changedAtMs: last.sentAtMs,
    changedBy: last.author,
    base: layers.base,
    eras: layers.eras,
    overrides: layers.overrides,
    heads: headsOf(changes),
    conflicts: layers.conflicts,
    contested: contestedBy(changes, isAfter),
    answers: answersOf(statements),
    news: layers.news,
    swaps: statements
      .filter((one): one is EventStatement & { readonly kind: 'swap' } => one.kind === 'swap')
      .sort(compareSaid)
      .map(({ value, ...said }) => ({ ...said, ...value })),
  };
}

/** Whether the first knew of the second. */
type IsAfter = (a: Change, b: Change) => boolean;

function makeOrder(changes: readonly Change[]): IsAfter {
  if (changes.length > maxCompared) return (a, b) => compareSaid(a, b) > 0;
  // Most events were made and never touched again.
  if (changes.length === 1) return () => false;
  const byId = new Map(changes.map((change) => [change.id, change]));
  const known = new Map<string, ReadonlySet<string>>();
  function ancestors(id: string): ReadonlySet<string> {
    const found = known.get(id);
    if (found !== undefined) return found;
    const out = new Set<string>();
    const open = [...(byId.get(id)?.value.builds ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (out.has(next)) continue;
      out.add(next);
      open.push(...(byId.get(next)?.value.builds ?? []));
    }
    known.set(id, out);
    return out;
  }
  return (a, b) => a.id !== b.id && ancestors(a.id).has(b.id) && !ancestors(b.id).has(a.id);
}

function headsOf(changes: readonly Change[]): readonly string[] {
  const built = new Set(changes.flatMap(({ value }) => value.builds));
  return changes
    .filter(({ id }) => !built.has(id))
    .slice(-maxBuilds)
    .map(({ id }) => id);
}

interface Slot {
  readonly field: string;
  readonly at: string | undefined;
  readonly following: boolean;
  /** Of whom or of what, where the field is a set. */
  readonly member: string | undefined;
  readonly said: { readonly change: Change; readonly value: unknown }[];
}

function foldLayers(changes: readonly Change[], isAfter: IsAfter, made: Change) {
  const slots = new Map<string, Slot>();
  for (const change of changes) {
    const { fields, invited, files, at, following } = change.value;
    const put = (field: string, value: unknown, member?: string): void => {
      const key = `${at ?? ''}\0${following ? 1 : 0}\0${field}\0${member ?? ''}`;
      const slot = slots.get(key) ?? { field, at, following, member, said: [] };
      slots.set(key, slot);
      slot.said.push({ change, value });
    };
    for (const [field, value] of Object.entries(fields)) put(field, value);
    for (const [user, isIn] of invited) put('invited', isIn, user);
    for (const [file, value] of files) put('files', value, file);
  }
  const base = emptyLayer();
  const eras = new Map<string, MutableLayer>();
  const overrides = new Map<string, MutableLayer>();
  const conflicts: FieldConflict[] = [];
  const news: News[] = [];
  for (const { field, at, following, member, said } of slots.values()) {
    // From the newest on: of thousands it is the next one that knows of the one before.
    const standing = said.filter(({ change }) => said.findLast((other) => isAfter(other.change, change)) === undefined);
    const winner = (standing.length === 0 ? said : standing).at(-1);
    if (winner === undefined) continue;
    const what = winner.change === made ? undefined : newsOf(field, winner.value);
    if (what !== undefined) news.push({ what, by: winner.change.author, atMs: winner.change.sentAtMs, at, following });
    const layer = at === undefined ? base : layerOf(following ? eras : overrides, at);
    if (member === undefined) layer.fields[field] = winner.value;
    // The two sets are told apart by their names; their values were read as such.
    else if (field === 'invited') layer.invited.set(member as UserId, winner.value as boolean);
    else layer.files.set(member as FileId, winner.value as Attachment | null);
    const told = JSON.stringify(winner.value);
    const rivals = standing.filter((one) => one !== winner && JSON.stringify(one.value) !== told);
    if (rivals.length > 0) conflicts.push({ field, member, at, following, ...rivalOf(winner), rivals: rivals.map(rivalOf) });
  }
  const sorted = [...eras].sort(([a], [b]) => (a < b ? -1 : 1)).map(([at, layer]) => ({ ...layer, at }));
  return { base, eras: sorted.slice(0, maxEras), overrides, conflicts, news };
}
function newsOf(field: string, value: unknown): News['what'] | undefined {
  if (field === 'start' || field === 'lengthS') return 'moved';
  if (field === 'holder') return 'given';
  return field === 'state' && value === 'cancelled' ? 'cancelled' : undefined;
}
const rivalOf = ({ change, value }: { readonly change: Change; readonly value: unknown }): Rival => ({
  value,
  by: change.author,
  atMs: change.sentAtMs,
});

interface MutableLayer {
  readonly fields: Record<string, unknown>;
  readonly invited: Map<UserId, boolean>;
  readonly files: Map<FileId, Attachment | null>;
}
const emptyLayer = (): MutableLayer => ({ fields: {}, invited: new Map(), files: new Map() });
function layerOf(layers: Map<string, MutableLayer>, at: string): MutableLayer {
  const layer = layers.get(at) ?? emptyLayer();
  layers.set(at, layer);
  return layer;
}

function contestedBy(changes: readonly Change[], isAfter: IsAfter): FoldedEvent['contested'] {
  const places = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.value.fields.state === undefined) continue;
    const key = `${change.value.at ?? ''}/${change.value.following}`;
    const said = places.get(key);
    if (said === undefined) places.set(key, [change]);
    else said.push(change);
  }
  return [...places.values()].flatMap((said) => besides(said, changes, isAfter));
}
/** `said`: of one place, whether it takes place. */
function besides(said: readonly Change[], changes: readonly Change[], isAfter: IsAfter): readonly Beside[] {
  const standing = said.findLast((one) => said.findLast((other) => isAfter(other, one)) === undefined) ?? said.at(-1);
  if (standing === undefined || standing.value.fields.state === 'on') return [];
  const { at, following } = standing.value;
  return changes
    .filter((one) => one !== standing && !isAfter(standing, one) && !isAfter(one, standing))
    .filter(({ value }) => value.fields.state === undefined || value.fields.state === 'on')
    .filter(({ value }) => at === undefined || (value.at !== undefined && (following ? value.at >= at : value.at === at)))
    .map(({ author, sentAtMs }) => ({ by: author, atMs: sentAtMs, at, following }));
}

function answersOf(statements: readonly EventStatement[]): FoldedEvent['answers'] {
  const out = new Map<UserId, Map<string, Answer>>();
  const said = statements.filter((one): one is EventStatement & { readonly kind: 'rsvp' } => one.kind === 'rsvp');
  for (const { author, sentAtMs, value } of said.sort(compareSaid)) {
    const mine = out.get(author) ?? new Map<string, Answer>();
    out.set(author, mine);
    const { word, comment, at = '' } = value;
    // What she says for all of them holds for all of them, also for those that she answered before.
    if (at === '') mine.clear();
    mine.set(at, { word, comment, atMs: sentAtMs });
  }
  return out;
}

/** What holds of her on this date: what she said of it, or of all. */
export const answerOf = (event: FoldedEvent, user: UserId, at: string): Answer | undefined => {
  const said = event.answers.get(user);
  const answer = said?.get(at) ?? said?.get('');
  return answer?.word === 'none' ? undefined : answer;
};
