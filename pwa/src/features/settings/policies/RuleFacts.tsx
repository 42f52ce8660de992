/** What happens under these rules, in words, a group of rules at a time. */
import type { Policy } from '@sanad/model/engine/api';
import BellRing from 'lucide-solid/icons/bell-ring';
import CalendarX from 'lucide-solid/icons/calendar-x';
import Forward from 'lucide-solid/icons/forward';
import KeyRound from 'lucide-solid/icons/key-round';
import Lock from 'lucide-solid/icons/lock';
import Monitor from 'lucide-solid/icons/monitor';
import Paperclip from 'lucide-solid/icons/paperclip';
import Phone from 'lucide-solid/icons/phone';
import Repeat from 'lucide-solid/icons/repeat';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import UserPlus from 'lucide-solid/icons/user-plus';
import UserRoundPlus from 'lucide-solid/icons/user-round-plus';
import UsersRound from 'lucide-solid/icons/users-round';
import type { JSX } from 'solid-js';
import { megabytes } from '../../../app/files/file-words.ts';
import { minutesOf, ringWords, whoWords } from '../../../app/urgent/rule-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { daysWords } from './policy-words.ts';

export const RuleFacts = (props: { readonly policy: Policy }) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const factor = () => {
    const { of, graceDays } = props.policy.secondFactor;
    const words = t(`rules.factor.words.${of}`);
    return of === 'nobody' || graceDays === 0
      ? words
      : t('rules.factor.with-grace', { who: words, days: daysWords(i18n, graceDays) });
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('rules.what-happens')}</h2>
      <ul class="card card-pad facts">
        <Fact icon={<UsersRound class="i" />}>{t('rules.refused', { who: whoWords(i18n, props.policy.urgent.by) })}</Fact>
        <Fact icon={<Repeat class="i" />}>{t('rules.then', { rings: ringWords(i18n, props.policy.urgent) })}</Fact>
        <Fact icon={<UserRoundPlus class="i" />}>{n('rules.deadline-words', minutesOf(props.policy.urgent.deadlineMs))}</Fact>
        <Fact icon={<Paperclip class="i" />}>
          {t('rules.files-words', {
            max: megabytes(i18n, props.policy.files.maxMb),
            quota: megabytes(i18n, props.policy.files.quotaMb),
          })}
        </Fact>
        <Fact icon={<Phone class="i" />}>
          {t(props.policy.calls.turnOnly ? 'rules.turn-only.words' : 'rules.turn-only.words.off')}
        </Fact>
        <Fact icon={<UserPlus class="i" />}>{t(`rules.registration.words.${props.policy.registration}`)}</Fact>
        <Fact icon={<KeyRound class="i" />}>{n('rules.minPassword.words', props.policy.password.minCharacters)}</Fact>
        <Fact icon={<ShieldCheck class="i" />}>{factor()}</Fact>
        <Fact icon={<Lock class="i" />}>
          {t(props.policy.lock.required ? 'rules.lock-required.words' : 'rules.lock-required.words.off')}{' '}
          {n('rules.idleMinutes.words', props.policy.lock.idleMinutes)}
        </Fact>
        <Fact icon={<Monitor class="i" />}>
          {t(props.policy.computers.shared ? 'rules.shared.words' : 'rules.shared.words.off')}
        </Fact>
        <Fact icon={<BellRing class="i" />}>{t(`rules.preview.words.${props.policy.preview}`)}</Fact>
        <Fact icon={<Forward class="i flip" />}>
          {t(`rules.forwarding.words.${props.policy.forwarding}`)}{' '}
          {props.policy.forwarding === 'anybody' ? '' : t('rules.forwarding.honest')}
        </Fact>
        <Fact icon={<CalendarX class="i" />}>
          {props.policy.retention.weeks === 0
            ? t('rules.retention.words.ever')
            : n('rules.retention.words', props.policy.retention.weeks)}
        </Fact>
      </ul>
    </section>
  );
};

const Fact = (props: { readonly icon: JSX.Element; readonly children: JSX.Element }) => (
  <li>
    {props.icon}
    <span>{props.children}</span>
  </li>
);
