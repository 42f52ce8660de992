/** What will happen under these rules, in words. */
import type { Policy } from '@sanad/model/engine/api';
import Paperclip from 'lucide-solid/icons/paperclip';
import Phone from 'lucide-solid/icons/phone';
import Repeat from 'lucide-solid/icons/repeat';
import UserRoundPlus from 'lucide-solid/icons/user-round-plus';
import UsersRound from 'lucide-solid/icons/users-round';
import { megabytes } from '../../../app/files/file-words.ts';
import { minutesOf, ringWords, whoWords } from '../../../app/urgent/rule-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';

export const RuleFacts = (props: { readonly policy: Policy }) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  return (
    <section class="sec">
      <h2 class="sec-head">{t('rules.what-happens')}</h2>
      <ul class="card card-pad facts">
        <li>
          <UsersRound class="i" />
          <span>{t('rules.refused', { who: whoWords(i18n, props.policy.urgent.by) })}</span>
        </li>
        <li>
          <Repeat class="i" />
          <span>{t('rules.then', { rings: ringWords(i18n, props.policy.urgent) })}</span>
        </li>
        <li>
          <UserRoundPlus class="i" />
          <span>{n('rules.deadline-words', minutesOf(props.policy.urgent.deadlineMs))}</span>
        </li>
        <li>
          <Paperclip class="i" />
          <span>
            {t('rules.files-words', {
              max: megabytes(i18n, props.policy.files.maxMb),
              quota: megabytes(i18n, props.policy.files.quotaMb),
            })}
          </span>
        </li>
        <li>
          <Phone class="i" />
          <span>{t(props.policy.calls.turnOnly ? 'rules.turn-only.words' : 'rules.turn-only.words.off')}</span>
        </li>
      </ul>
    </section>
  );
};
