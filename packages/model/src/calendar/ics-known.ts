/**
 * What of a file is here already (CAL-10), and what is different in it: also where it is a file of ours, in which an event has the name that we gave it, a
 * series that changes from a date on is several, and fields that nobody filled are not there. So it is compared with what would be written now. Pure.
 */
import type { EventChange, EventFields } from '../schema/event-values.ts';
import { DEFAULTS, sequencesOf } from './expand.ts';
import type { FoldedEvent, Layer } from './fold-event.ts';
import { exportIcs, partUid, uidOf } from './ics-export.ts';
import { type ImportedChange, type ImportedEvent, importIcs } from './ics-import.ts';
import { formatDate } from './local-time.ts';

export interface KnownEvent<Stored extends { readonly event: FoldedEvent } = { readonly event: FoldedEvent }> {
  readonly stored: Stored;
  /** From which date on, where the file has a part of a series. */
  readonly at: string | undefined;
  /** As a file of now has it; undefined: that has it not. */
  readonly written: ImportedEvent | undefined;
}

/** By the names that a file may have for them; `uids`: those that are in it. */
export function knownEvents<Stored extends { readonly event: FoldedEvent }>(
  all: readonly Stored[],
  uids: ReadonlySet<string>,
): ReadonlyMap<string, KnownEvent<Stored>> {
  const found = all
    .flatMap((stored) => [
      { uid: uidOf(stored.event), stored, at: undefined },
      ...sequencesOf(stored.event)
        .slice(0, -1)
        .map(({ toDay }) => ({ uid: partUid(stored.event, toDay), stored, at: formatDate(toDay) })),
    ])
    .filter(({ uid }) => uids.has(uid));
  const events = new Set(found.map(({ stored }) => stored.event));
  const read = importIcs(exportIcs([...events], { nameOf: () => undefined, nowMs: 0 }), 'UTC');
  const written = new Map(read.ok ? read.value.events.map((one) => [one.fields.uid, one]) : []);
  return new Map(found.map(({ uid, stored, at }) => [uid, { stored, at, written: written.get(uid) }]));
}

/** The same file again changes what is different in it, and nothing else. */
export function differences(known: KnownEvent, { fields, changes }: ImportedEvent): readonly EventChange[] {
  const { at, written } = known;
  const { event } = known.stored;
  const { uid: _, ...own } = fields;
  const wholly = at === undefined ? { ...event.base, fields: { ...DEFAULTS, ...event.base.fields } } : eraOf(event, at);
  const layers = [
    {
      own: { fields: own, invited: none },
      there: wholly,
      written: written && { ...written, invited: none },
      at,
      following: at !== undefined,
    },
    ...changes.map((change) => ({
      own: change,
      there: change.following ? eraOf(event, change.at) : event.overrides.get(change.at),
      written: written?.changes.find((one) => one.at === change.at && one.following === change.following),
      at: change.at,
      following: change.following,
    })),
  ];
  return layers.flatMap(({ own: said, there, written: now, at: date, following }) => {
    const some = Object.fromEntries(
      Object.entries(said.fields).filter(([name, value]) => {
        const field = name as keyof EventFields; // its own names
        return !isSame(value, there?.fields[field]) && !isSame(value, now?.fields[field]);
      }),
    );
    const invited = new Map(
      [...said.invited].filter(([user, isIn]) => there?.invited.get(user) !== isIn && now?.invited.get(user) !== isIn),
    );
    const change = { fields: some, invited, files: new Map(), builds: event.heads, at: date, following };
    return Object.keys(some).length + invited.size === 0 ? [] : [change];
  });
}
const none: ImportedChange['invited'] = new Map();
const eraOf = ({ eras }: FoldedEvent, at: string): Layer | undefined => eras.find((era) => era.at === at);
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
