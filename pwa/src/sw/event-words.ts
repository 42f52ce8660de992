/** What notifications say of events, in the three languages. */
export interface EventWords {
  readonly reminder: string;
  readonly reminderHidden: string;
  readonly event: string;
  readonly eventHidden: string;
  readonly untitled: string;
  /** In the place of a title: what became of it, and its title. */
  readonly invited: (title: string) => string;
  readonly changed: (title: string) => string;
  readonly moved: (title: string) => string;
  readonly cancelled: (title: string) => string;
  readonly gone: (title: string) => string;
  /** A meeting with a call. */
  readonly soon: (minutes: number, title: string) => string;
  readonly now: (title: string) => string;
  readonly wholeDay: string;
  readonly join: string;
  readonly locale: string;
}

const after = (word: string, space: string) => (title: string) => `${word}${space}: ${title}`;

function minutesIn(locale: string, forms: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string }) {
  const rules = new Intl.PluralRules(locale);
  return (minutes: number): string => (forms[rules.select(minutes)] ?? forms.other).replace('#', String(minutes));
}

const french = minutesIn('fr', { one: 'Commence dans # minute', other: 'Commence dans # minutes' });
const arabic = minutesIn('ar', {
  one: 'يبدأ بعد دقيقة',
  two: 'يبدأ بعد دقيقتين',
  few: 'يبدأ بعد # دقائق',
  other: 'يبدأ بعد # دقيقة',
});
const english = minutesIn('en', { one: 'Starts in # minute', other: 'Starts in # minutes' });
const nbsp = '\u00a0';

const fr: EventWords = {
  reminder: 'Rappel',
  reminderHidden: 'Un événement de votre agenda. Ouvrez SANAD pour le voir.',
  event: 'Agenda',
  eventHidden: 'Une invitation, ou un changement dans votre agenda. Ouvrez SANAD.',
  untitled: 'Sans titre',
  invited: after('Invitation', nbsp),
  changed: after('Modifié', nbsp),
  moved: after('Déplacé', nbsp),
  cancelled: after('Annulé', nbsp),
  gone: after('N’est plus dans votre agenda', nbsp),
  soon: (minutes, title) => `${french(minutes)}${nbsp}: ${title}`,
  now: after('A commencé', nbsp),
  wholeDay: 'toute la journée',
  join: 'Rejoindre',
  locale: 'fr-FR',
};
const ar: EventWords = {
  reminder: 'تذكير',
  reminderHidden: 'موعد في رزنامتك. افتح SANAD لتراه.',
  event: 'الرزنامة',
  eventHidden: 'دعوة أو تغيير في رزنامتك. افتح SANAD.',
  untitled: 'دون عنوان',
  invited: after('دعوة', ''),
  changed: after('تغيّر', ''),
  moved: after('تغيّر الموعد', ''),
  cancelled: after('أُلغي', ''),
  gone: after('لم يعد في رزنامتك', ''),
  soon: (minutes, title) => `${arabic(minutes)}: ${title}`,
  now: after('بدأ', ''),
  wholeDay: 'كامل اليوم',
  join: 'انضمام',
  locale: 'ar-TN-u-nu-latn',
};
const en: EventWords = {
  reminder: 'Reminder',
  reminderHidden: 'An event of your calendar. Open SANAD to see it.',
  event: 'Calendar',
  eventHidden: 'An invitation, or a change in your calendar. Open SANAD.',
  untitled: 'Untitled',
  invited: after('Invitation', ''),
  changed: after('Changed', ''),
  moved: after('Moved', ''),
  cancelled: after('Cancelled', ''),
  gone: after('Not in your calendar any more', ''),
  soon: (minutes, title) => `${english(minutes)}: ${title}`,
  now: after('Has begun', ''),
  wholeDay: 'all day',
  join: 'Join',
  locale: 'en-GB',
};

export const eventWords = (language: 'fr' | 'ar' | 'en'): EventWords => ({ fr, ar, en })[language];
