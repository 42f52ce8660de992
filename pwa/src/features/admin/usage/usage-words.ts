/** Numbers, days and durations of usage, as the language writes them. */
import type { Accessor } from 'solid-js';
import { createMemo } from 'solid-js';
import { localeOf } from '../../../i18n/language.ts';
import type { Translate } from '../../../i18n/translate.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';

export interface Numbers {
  readonly count: (value: number) => string;
  readonly percent: (part: number) => string;
  /** `day` as YYYY-MM-DD: 13 oct. */
  readonly day: (day: string) => string;
  /** 13 */
  readonly date: (day: string) => string;
}

/** Days are days, wherever this device is: they are written as if they were in London. */
const utc = (day: string) => Date.parse(`${day}T00:00:00Z`);

export function createNumbers(): Accessor<Numbers> {
  const { language } = useI18n();
  return createMemo(() => {
    const locale = localeOf[language()];
    const count = new Intl.NumberFormat(locale);
    const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 });
    const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
    const date = new Intl.DateTimeFormat(locale, { day: 'numeric', timeZone: 'UTC' });
    return {
      count: (value) => count.format(value),
      percent: (part) => percent.format(part),
      day: (text) => day.format(utc(text)),
      date: (text) => date.format(utc(text)),
    };
  });
}

export function durationWords({ t }: Pick<Translate, 't'>, ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return t('usage.seconds', { value: seconds });
  if (seconds % 60 === 0) return t('usage.whole-minutes', { minutes: seconds / 60 });
  return t('usage.minutes', { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
}
