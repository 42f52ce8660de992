/** How long and how many, for forms: what is longer is refused before it is written. */
import {
  maxDutyCharacters,
  maxEventAttachments,
  maxLengthS,
  maxNotesCharacters,
  maxPlaceCharacters,
  maxReminderMinutes,
  maxReminders,
  maxRsvpCharacters,
  maxTitleCharacters,
} from './event-values.ts';

export const EVENT_LIMITS = {
  title: maxTitleCharacters,
  place: maxPlaceCharacters,
  notes: maxNotesCharacters,
  duty: maxDutyCharacters,
  comment: maxRsvpCharacters,
  lengthS: maxLengthS,
  reminders: maxReminders,
  reminderMinutes: maxReminderMinutes,
  attachments: maxEventAttachments,
} as const;
