/** With which reminders a new event begins, calendar by calendar (CAL-46): words of hers that all her devices know (DOC-13). */
import { isSpaceId, type SpaceId } from '../../ids.ts';
import { err } from '../../result.ts';
import type { Act } from '../../schema/act.ts';
import { maxReminderMinutes, maxReminders } from '../../schema/event-values.ts';
import type { ReminderApi, ReminderDefaults } from '../api-reminders.ts';
import { prefer } from '../prefer.ts';
import type { Session } from '../session.ts';
import type { Store } from '../store.ts';

const prefix = 'reminders/';
const none = 'none';
const usual = [15];

const isMinutes = (minutes: number): boolean => Number.isInteger(minutes) && minutes >= 0 && minutes <= maxReminderMinutes;

/** Undefined: nothing that this version can read, or nothing was said. */
function readWord(word: string): readonly number[] | undefined {
  if (word === none) return [];
  const minutes = word.split(',').map(Number);
  return word !== '' && minutes.length <= maxReminders && minutes.every(isMinutes) ? minutes : undefined;
}

export function reminderDefaults(store: Pick<Store, 'all'>, word: (key: string) => string): ReminderDefaults {
  const of: Record<SpaceId, readonly number[]> = {};
  for (const { key } of store.all('own')) {
    const name = key[1] ?? '';
    const calendar = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
    const minutes = isSpaceId(calendar) ? readWord(word(name)) : undefined;
    if (isSpaceId(calendar) && minutes !== undefined) of[calendar] = minutes;
  }
  return { usual, of };
}

export type ReminderCommands = Pick<ReminderApi, 'setDefaultReminders'>;
export const makeReminderCommands = (session: () => Session | undefined): ReminderCommands => ({
  async setDefaultReminders(calendar, minutes) {
    if (minutes !== undefined && (minutes.length > maxReminders || !minutes.every(isMinutes)))
      return err({ type: 'not-allowed' });
    const value = minutes === undefined ? '' : minutes.length === 0 ? none : minutes.join();
    const act: Act = { kind: 'own', target: null, value: { key: `${prefix}${calendar}`, value } };
    return prefer(session(), [act]);
  },
});
