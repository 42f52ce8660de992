/** Each rule in a few words, for what changes and for what changed (ORG-10, POLICY-9). */
import type { Policy } from '@sanad/model/engine/api';
import { megabytes } from '../../../app/files/file-words.ts';
import { minutesOf, ringWords, whoWords } from '../../../app/urgent/rule-words.ts';
import type { SentenceKey } from '../../../i18n/translate.ts';
import type { useI18n } from '../../../i18n/use-i18n.ts';
import type { Difference } from './rule-choices.ts';

type Words = ReturnType<typeof useI18n>;

export const LABEL = {
  by: 'rules.difference.by',
  rings: 'rules.difference.rings',
  deadline: 'rules.difference.deadline',
  maxMb: 'rules.maxMb',
  quotaMb: 'rules.quotaMb',
  turnOnly: 'rules.difference.turnOnly',
  registration: 'rules.difference.registration',
  minPassword: 'rules.difference.minPassword',
  secondFactor: 'rules.difference.secondFactor',
  lockRequired: 'rules.difference.lockRequired',
  idleMinutes: 'rules.difference.idleMinutes',
  shared: 'rules.difference.shared',
  preview: 'rules.difference.preview',
  forwarding: 'rules.difference.forwarding',
  retention: 'rules.difference.retention',
} as const satisfies Readonly<Record<Difference, SentenceKey>>;

export const daysWords = ({ t, n }: Words, days: number): string => (days === 0 ? t('rules.days.none') : n('rules.days', days));

export const weeksWords = ({ t, n }: Words, weeks: number): string =>
  weeks === 0 ? t('rules.retention.ever') : n('rules.weeks', weeks);

export function ruleWords(i18n: Words, policy: Policy, field: Difference): string {
  const { t, n } = i18n;
  switch (field) {
    case 'by':
      return whoWords(i18n, policy.urgent.by);
    case 'rings':
      return ringWords(i18n, policy.urgent);
    case 'deadline':
      return n('rules.minutes', minutesOf(policy.urgent.deadlineMs));
    case 'maxMb':
      return megabytes(i18n, policy.files.maxMb);
    case 'quotaMb':
      return megabytes(i18n, policy.files.quotaMb);
    case 'turnOnly':
      return t(policy.calls.turnOnly ? 'rules.turn-only.on' : 'rules.turn-only.off');
    case 'registration':
      return t(`rules.registration.${policy.registration}`);
    case 'minPassword':
      return n('rules.characters', policy.password.minCharacters);
    case 'secondFactor': {
      const { of, graceDays } = policy.secondFactor;
      const who = t(`rules.factor.${of}`);
      return of === 'nobody' ? who : t('rules.factor.with-grace', { who, days: daysWords(i18n, graceDays) });
    }
    case 'lockRequired':
      return t(policy.lock.required ? 'rules.lock-required.on' : 'rules.lock-required.off');
    case 'idleMinutes':
      return n('rules.minutes', policy.lock.idleMinutes);
    case 'shared':
      return t(policy.computers.shared ? 'rules.shared.on' : 'rules.shared.off');
    case 'preview':
      return t(`rules.preview.${policy.preview}`);
    case 'forwarding':
      return t(`rules.forwarding.${policy.forwarding}`);
    case 'retention':
      return weeksWords(i18n, policy.retention.weeks);
  }
}
