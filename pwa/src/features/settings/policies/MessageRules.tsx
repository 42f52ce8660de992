/** What becomes of messages: where copies of them may go (POLICY-5). */
import { FORWARDINGS, type Policy } from '@sanad/model/engine/api';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { RuleSelect } from './RuleSelect.tsx';

type Messages = Pick<Policy, 'forwarding'>;
interface MessageRulesProps {
  readonly rules: Messages;
  readonly onChange: (rules: Messages) => void;
}

export const MessageRules = (props: MessageRulesProps) => {
  const { t } = useI18n();
  return (
    <section class="sec">
      <h2 class="sec-head">{t('rules.messages')}</h2>
      <div class="card card-pad stack">
        <RuleSelect
          label={t('rules.forwarding')}
          values={FORWARDINGS}
          chosen={props.rules.forwarding}
          words={(forwarding) => t(`rules.forwarding.${forwarding}`)}
          onChange={(forwarding) => props.onChange({ forwarding })}
        />
        <p class="hint">{t('rules.forwarding.hint')}</p>
      </div>
    </section>
  );
};
