/** Who gets an account, and how one proves that it is oneself (POLICY-2, POLICY-6, POLICY-7). */
import { FACTOR_NEEDS, type Policy, REGISTRATIONS } from '@sanad/model/engine/api';
import { Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { daysWords } from './policy-words.ts';
import { RuleSelect } from './RuleSelect.tsx';
import { graceChoices, passwordChoices } from './rule-choices.ts';

type Access = Pick<Policy, 'registration' | 'password' | 'secondFactor'>;
interface AccessRulesProps {
  readonly rules: Access;
  readonly onChange: (rules: Access) => void;
}

export const AccessRules = (props: AccessRulesProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const set = (part: Partial<Access>) => {
    const { registration, password, secondFactor } = props.rules;
    props.onChange({ registration, password, secondFactor, ...part });
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('rules.access')}</h2>
      <div class="card card-pad stack">
        <RuleSelect
          label={t('rules.registration')}
          values={REGISTRATIONS}
          chosen={props.rules.registration}
          words={(registration) => t(`rules.registration.${registration}`)}
          onChange={(registration) => set({ registration })}
        />
        <RuleSelect
          label={t('rules.minPassword')}
          values={passwordChoices(props.rules.password.minCharacters)}
          chosen={props.rules.password.minCharacters}
          words={(characters) => n('rules.characters', characters)}
          onChange={(minCharacters) => set({ password: { minCharacters } })}
        />
        <p class="hint">{t('rules.minPassword.hint')}</p>
        <RuleSelect
          label={t('rules.factor')}
          values={FACTOR_NEEDS}
          chosen={props.rules.secondFactor.of}
          words={(of) => t(`rules.factor.${of}`)}
          onChange={(of) => set({ secondFactor: { ...props.rules.secondFactor, of } })}
        />
        <Show when={props.rules.secondFactor.of !== 'nobody'}>
          <RuleSelect
            label={t('rules.grace')}
            values={graceChoices(props.rules.secondFactor.graceDays)}
            chosen={props.rules.secondFactor.graceDays}
            words={(days) => daysWords(i18n, days)}
            onChange={(graceDays) => set({ secondFactor: { ...props.rules.secondFactor, graceDays } })}
          />
          <p class="hint">{t('rules.factor.hint')}</p>
        </Show>
      </div>
    </section>
  );
};
