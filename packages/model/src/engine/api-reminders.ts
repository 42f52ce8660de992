/** What screens may ask of reminders: with how many minutes a new event of a calendar begins (CAL-46), and which calendars do not remind her (CAL-48). */
import type { SpaceId } from '../ids.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';

export interface ReminderSettings {
  /** Where she said nothing of a calendar. */
  readonly usual: readonly number[];
  readonly of: Readonly<Record<SpaceId, readonly number[]>>;
  /** Of these nothing reminds her. */
  readonly muted: readonly SpaceId[];
}

export interface ReminderApi {
  /** View. */
  onReminderSettings(listener: (defaults: ReminderSettings) => void): Promise<Unsubscribe>;
  /** Minutes before; none: no reminder. Undefined: as usual. On all her devices. */
  setDefaultReminders(calendar: SpaceId, minutes: readonly number[] | undefined): CommandResult<void>;
  /** On all her devices, and of events that others made as well. Invitations and changes are told all the same. */
  muteReminders(calendar: SpaceId, isMuted: boolean): CommandResult<void>;
}
