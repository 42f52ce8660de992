/** What screens may ask of reminders (CAL-46): with how many minutes a new event of a calendar begins. */
import type { SpaceId } from '../ids.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';

export interface ReminderDefaults {
  /** Where she said nothing of a calendar. */
  readonly usual: readonly number[];
  readonly of: Readonly<Record<SpaceId, readonly number[]>>;
}

export interface ReminderApi {
  /** View. */
  onReminderDefaults(listener: (defaults: ReminderDefaults) => void): Promise<Unsubscribe>;
  /** Minutes before; none: no reminder. Undefined: as usual. On all her devices. */
  setDefaultReminders(calendar: SpaceId, minutes: readonly number[] | undefined): CommandResult<void>;
}
