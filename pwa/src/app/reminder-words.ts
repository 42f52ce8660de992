/** How long before an event a reminder comes. */
import type { I18n } from '../i18n/use-i18n.ts';

export function reminderWords(i18n: Pick<I18n, 't' | 'n'>, minutes: number): string {
  if (minutes === 0) return i18n.t('event.before.start');
  if (minutes % 1440 === 0) return i18n.n('event.before.days', minutes / 1440);
  return minutes % 60 === 0 ? i18n.n('event.before.hours', minutes / 60) : i18n.n('event.before.minutes', minutes);
}
