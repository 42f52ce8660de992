/**
 * When an event reminds whom (CAL-40). Minutes before it begins; of a whole day before 08:00, when the day of duty begins; of a meeting with a call also five
 * minutes before. Whom it concerns: who is invited or made it and did not decline, who has the shift. Pure.
 */
import type { UserId } from '../ids.ts';
import { dateOf, expandEvent, type Occurrence, type Range } from './expand.ts';
import { answerOf, type FoldedEvent } from './fold-event.ts';
import { dayMs } from './local-time.ts';

const minuteMs = 60_000;
/** "It starts in five minutes" (CAL-7). */
export const soonMinutes = 5;
const dayBeginsMs = 8 * 3_600_000;

export interface Reminder {
  readonly atMs: number;
  /** Before its beginning. */
  readonly minutes: number;
  readonly occurrence: Occurrence;
}

const isWholeDay = ({ values }: Occurrence): boolean => 'date' in values.start;

export function remindersOf(occurrence: Occurrence): readonly Reminder[] {
  const { values, startMs } = occurrence;
  if (values.state !== 'on') return [];
  const fromMs = isWholeDay(occurrence) ? startMs + dayBeginsMs : startMs;
  const minutes = new Set([...values.reminders, ...(values.call && !isWholeDay(occurrence) ? [soonMinutes] : [])]);
  return [...minutes].map((before) => ({ atMs: fromMs - before * minuteMs, minutes: before, occurrence }));
}

/** Those of an event that come in [fromMs, toMs), the first one first. */
export function remindersBetween(event: FoldedEvent, { fromMs, toMs, here }: Range): readonly Reminder[] {
  const longest = [event.base, ...event.eras, ...event.overrides.values()].reduce(
    (most, { fields }) => Math.max(most, fields.call === true ? soonMinutes : 0, ...(fields.reminders ?? [])),
    0,
  );
  return expandEvent(event, { fromMs: fromMs - dayMs, toMs: toMs + longest * minuteMs + dayMs, here })
    .flatMap(remindersOf)
    .filter(({ atMs }) => fromMs <= atMs && atMs < toMs)
    .sort((a, b) => a.atMs - b.atMs);
}

/** CAL-7: it is her shift; otherwise she is invited, made it or said that she comes, and did not decline this date. */
export function isConcerned(event: FoldedEvent, occurrence: Occurrence, user: UserId): boolean {
  const { values, invited } = occurrence;
  if (values.duty !== '') return values.holder === user;
  // A month asks for thousands, most of which nobody answered: the text of a date is made where it is needed.
  const said = event.answers.has(user) ? answerOf(event, user, dateOf(occurrence))?.word : undefined;
  if (said !== undefined) return said !== 'no';
  return event.organiser === user || invited.includes(user);
}

/** Everybody whom some date of it may concern. */
export function peopleOf(event: FoldedEvent): ReadonlySet<UserId> {
  const layers = [event.base, ...event.eras, ...event.overrides.values()];
  return new Set([
    event.organiser,
    ...event.answers.keys(),
    ...layers.flatMap(({ invited, fields }) => [
      ...[...invited].flatMap(([user, isIn]) => (isIn ? [user] : [])),
      ...(fields.holder ? [fields.holder] : []),
    ]),
  ]);
}
