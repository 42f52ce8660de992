/** Which shape an event has wherever it stands, how it is called, and whether it concerns me. */
import type { OccurrenceRow } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import type { I18n } from '../../i18n/use-i18n.ts';

/** Filled, tinted with an edge, outlined with "?", plain. */
export type RowKind = 'duty' | 'meet' | 'ask' | 'plain';

/** `own`: the calendar that nobody else reads. */
export function kindOf({ duty, answer, call, calendar, state }: OccurrenceRow, own: SpaceId | undefined): RowKind {
  if (duty !== undefined) return 'duty';
  if (answer === 'none' && state === 'on') return 'ask';
  return answer !== undefined || call || (own !== undefined && calendar !== own) ? 'meet' : 'plain';
}

export const titleOf = (i18n: Pick<I18n, 't'>, { title, duty }: OccurrenceRow): string =>
  title !== '' ? title : (duty ?? i18n.t('event.untitled'));

/** It takes place, and I am to be there: my shift, what I made or am invited to and did not decline, what is in my own calendar (CAL-7). */
export function concernsMe(row: OccurrenceRow, me: UserId | undefined, own: SpaceId | undefined): boolean {
  if (row.state !== 'on' || me === undefined) return false;
  if (row.duty !== undefined) return row.holder === me;
  if (row.answer !== undefined) return row.answer !== 'no';
  return row.organiser === me || row.calendar === own;
}
