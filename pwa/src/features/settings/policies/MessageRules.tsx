/** What becomes of messages: where copies of them may go, and how long they are kept (POLICY-5, POLICY-10). */
import { FORWARDINGS, type Policy } from '@sanad/model/engine/api';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { weeksWords } from './policy-words.ts';
import { RuleSelect } from './RuleSelect.tsx';
import { retentionChoices } from './rule-choices.ts';

type Messages = Pick<Policy, 'forwarding' | 'retention'>;
interface MessageRulesProps {
  readonly rules: Messages;
  readonly onChange: (rules: Messages) => void;
}

export const MessageRules = (props: MessageRulesProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const set = (part: Partial<Messages>) => {
    const { forwarding, retention } = props.rules;
    props.onChange({ forwarding, retention, ...part });
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('rules.messages')}</h2>
      <div class="card card-pad stack">
        <RuleSelect
          label={t('rules.forwarding')}
          values={FORWARDINGS}
          chosen={props.rules.forwarding}
          words={(forwarding) => t(`rules.forwarding.${forwarding}`)}
          onChange={(forwarding) => set({ forwarding })}
        />
        <p class="hint">{t('rules.forwarding.hint')}</p>
        <RuleSelect
          label={t('rules.retention')}
          values={retentionChoices(props.rules.retention.weeks)}
          chosen={props.rules.retention.weeks}
          words={(weeks) => weeksWords(i18n, weeks)}
          onChange={(weeks) => set({ retention: { weeks } })}
        />
        <p class="hint">{t('rules.retention.hint')}</p>
      </div>
    </section>
  );
};
