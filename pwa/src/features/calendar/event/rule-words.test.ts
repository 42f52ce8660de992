import { describe, expect, test } from 'vitest';
import { loadDictionary } from '../../../i18n/dictionaries.ts';
import { LANGUAGES, type Language } from '../../../i18n/language.ts';
import { makeTranslate } from '../../../i18n/translate.ts';
import { ruleWords } from './rule-words.ts';

const tuesday = { local: '2026-10-13T14:30:00', zone: 'Africa/Tunis' } as const;
async function said(language: Language, rule: string, without: readonly string[] = []): Promise<string> {
  const words = { ...makeTranslate(language, await loadDictionary(language)), language: () => language };
  const { main, more } = ruleWords(words, { rule, start: tuesday, dates: [], without });
  return more === '' ? main : `${main} | ${more}`;
}

const TOLD: readonly (readonly [string, Readonly<Record<Language, string>>])[] = [
  ['FREQ=DAILY', { fr: 'Chaque jour', en: 'Every day', ar: 'كلّ يوم' }],
  ['FREQ=DAILY;INTERVAL=2', { fr: 'Tous les 2 jours', en: 'Every 2 days', ar: 'كلّ يومين' }],
  ['FREQ=WEEKLY', { fr: 'Chaque mardi', en: 'Every Tuesday', ar: 'كلّ يوم الثلاثاء' }],
  [
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH,MO',
    {
      fr: 'Toutes les 2 semaines : lundi et jeudi',
      en: 'Every 2 weeks: Monday and Thursday',
      ar: 'كلّ أسبوعين: الاثنين والخميس',
    },
  ],
  ['FREQ=MONTHLY', { fr: 'Chaque mois, le 13', en: 'Every month, on day 13', ar: 'كلّ شهر، اليوم 13' }],
  [
    'FREQ=MONTHLY;INTERVAL=3;BYDAY=2TU',
    { fr: 'Tous les 3 mois, le deuxième mardi', en: 'Every 3 months, the second Tuesday', ar: 'كلّ 3 أشهر، الثلاثاء الثاني' },
  ],
  [
    'FREQ=MONTHLY;BYMONTHDAY=-1',
    { fr: 'Chaque mois, le dernier jour', en: 'Every month, on the last day', ar: 'كلّ شهر، اليوم الأخير' },
  ],
  ['FREQ=YEARLY', { fr: 'Chaque année, le 13 octobre', en: 'Every year, on day 13 of October', ar: 'كلّ سنة، اليوم 13 أكتوبر' }],
  [
    'FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    {
      fr: 'Chaque année, le dernier dimanche en mars',
      en: 'Every year, the last Sunday of March',
      ar: 'كلّ سنة، الأحد الأخير من مارس',
    },
  ],
  [
    'FREQ=YEARLY;BYWEEKNO=20',
    {
      fr: 'Se répète selon une règle particulière',
      en: 'Repeats by a rule of its own',
      ar: 'يتكرّر وفق قاعدة خاصّة',
    },
  ],
  ['FREQ=DAILY;COUNT=5', { fr: 'Chaque jour | 5 fois', en: 'Every day | 5 times', ar: 'كلّ يوم | 5 مرّات' }],
  [
    'FREQ=WEEKLY;UNTIL=20261215T133000Z',
    {
      fr: 'Chaque mardi | jusqu’au 15 décembre 2026',
      en: 'Every Tuesday | until 15 December 2026',
      ar: 'كلّ يوم الثلاثاء | إلى 15 ديسمبر 2026',
    },
  ],
];

describe('CAL-4 a rule in words', () => {
  for (const [rule, words] of TOLD)
    for (const language of LANGUAGES)
      test(`${language}: ${rule}`, async () => {
        expect((await said(language, rule)).replaceAll('\u00a0', ' ')).toBe(words[language]);
      });
  test('dates that are left out are named, many are counted', async () => {
    expect(await said('fr', 'FREQ=WEEKLY', ['2026-10-20'])).toBe('Chaque mardi | sauf le 20 octobre');
    const many = ['2026-10-20', '2026-10-27', '2026-11-03', '2026-11-10'];
    expect(await said('fr', 'FREQ=WEEKLY', many)).toBe('Chaque mardi | sauf 4 dates');
  });
});
