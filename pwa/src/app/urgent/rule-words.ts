/** The hospital's rules for urgent messages, in words (ORG-10). */
import type { Person, Profession, UrgentRules } from '@sanad/model/engine/api';
import { type Language, localeOf } from '../../i18n/language.ts';
import type { Translate } from '../../i18n/translate.ts';

type Words = Translate & { language(): Language };

export const PROFESSIONS: readonly Profession[] = ['doctor', 'nurse', 'administrative'];

export const minutesOf = (ms: number): number => Math.round(ms / 60_000);

/** "doctors and nurses", in the order of the list of professions. */
export function whoWords(i18n: Words, by: readonly Profession[]): string {
  const list = new Intl.ListFormat(localeOf[i18n.language()], { type: 'conjunction' });
  return list.format(PROFESSIONS.filter((one) => by.includes(one)).map((one) => i18n.t(`rules.by.${one}`)));
}

export const ringWords = ({ t }: Words, { everyMs, forMs }: Pick<UrgentRules, 'everyMs' | 'forMs'>): string =>
  t('urgent.rings', { every: minutesOf(everyMs), total: minutesOf(forMs) });

/** Why she sends nothing urgent here, and what she can do instead. */
export function refusedWords(i18n: Words, { by }: Pick<UrgentRules, 'by'>, peer: Person | undefined): string {
  const extension = peer?.extension ?? '';
  const instead = extension === '' ? i18n.t('rules.refused.instead') : i18n.t('rules.refused.extension', { extension });
  return `${i18n.t('rules.refused', { who: whoWords(i18n, by) })} ${instead}`;
}
