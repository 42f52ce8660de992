/**
 * Calendar by calendar: with which reminders a new event begins (CAL-46), and whether any of its reminders reach her (CAL-48). Words of hers that all her
 * devices know (DOC-13).
 */
import { isSpaceId, type SpaceId } from '../../ids.ts';
import { err } from '../../result.ts';
import type { Act } from '../../schema/act.ts';
import { maxReminderMinutes, maxReminders } from '../../schema/event-values.ts';
import type { ReminderApi, ReminderSettings } from '../api-reminders.ts';
import { prefer } from '../prefer.ts';
import type { Session } from '../session.ts';
import type { Store } from '../store.ts';

const prefix = 'reminders/';
const mutedPrefix = 'reminders-muted/';
const muted = 'on';
const none = 'none';
const usual = [15];

const isMinutes = (minutes: number): boolean => Number.isInteger(minutes) && minutes >= 0 && minutes <= maxReminderMinutes;

/** Undefined: nothing that this version can read, or nothing was said. */
function readWord(word: string): readonly number[] | undefined {
  if (word === none) return [];
  const minutes = word.split(',').map(Number);
  return word !== '' && minutes.length <= maxReminders && minutes.every(isMinutes) ? minutes : undefined;
}

export function reminderSettings(store: Pick<Store, 'all'>, word: (key: string) => string): ReminderSettings {
  const of: Record<SpaceId, readonly number[]> = {};
  for (const { key } of store.all('own')) {
    const name = key[1] ?? '';
    const calendar = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
    const minutes = isSpaceId(calendar) ? readWord(word(name)) : undefined;
    if (isSpaceId(calendar) && minutes !== undefined) of[calendar] = minutes;
  }
  return { usual, of, muted: mutedReminders(store, word) };
}

/** CAL-48: calendars of which no reminder reaches her. */
export const mutedReminders = (store: Pick<Store, 'all'>, word: (key: string) => string): readonly SpaceId[] =>
  store.all('own').flatMap(({ key: [, name = ''] }) => {
    const calendar = name.startsWith(mutedPrefix) ? name.slice(mutedPrefix.length) : undefined;
    return isSpaceId(calendar) && word(name) === muted ? [calendar] : [];
  });

/** The key of a row that says so. */
export const mutesReminders = ([table, name = '']: readonly string[]): boolean => table === 'own' && name.startsWith(mutedPrefix);

export type ReminderCommands = Pick<ReminderApi, 'setDefaultReminders' | 'muteReminders'>;
export const makeReminderCommands = (session: () => Session | undefined): ReminderCommands => ({
  async setDefaultReminders(calendar, minutes) {
    if (minutes !== undefined && (minutes.length > maxReminders || !minutes.every(isMinutes)))
      return err({ type: 'not-allowed' });
    const value = minutes === undefined ? '' : minutes.length === 0 ? none : minutes.join();
    const act: Act = { kind: 'own', target: null, value: { key: `${prefix}${calendar}`, value } };
    return prefer(session(), [act]);
  },
  async muteReminders(calendar, isMuted) {
    const value = { key: `${mutedPrefix}${calendar}`, value: isMuted ? muted : '' };
    return prefer(session(), [{ kind: 'own', target: null, value }]);
  },
});
