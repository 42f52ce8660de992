/** Who sends urgent messages, and how they ring (ORG-10). */
import type { Profession, UrgentPolicy } from '@sanad/model/engine/api';
import { createUniqueId, For } from 'solid-js';
import { minutesOf, PROFESSIONS } from '../../../app/urgent/rule-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { RuleSelect } from './RuleSelect.tsx';
import { choicesOf, withDuration } from './rule-choices.ts';

interface UrgentRulesProps {
  readonly rules: UrgentPolicy;
  readonly onChange: (rules: UrgentPolicy) => void;
}

export const UrgentRules = (props: UrgentRulesProps) => {
  const { t, n } = useI18n();
  const hintId = createUniqueId();
  const toggle = (profession: Profession) => {
    const { by } = props.rules;
    const chosen = by.includes(profession) ? by.filter((one) => one !== profession) : [...by, profession];
    props.onChange({ ...props.rules, by: chosen });
  };
  return (
    <>
      <fieldset class="sec rule-by" aria-describedby={hintId}>
        <legend class="sec-head">{t('rules.by')}</legend>
        <div class="card rows">
          <For each={PROFESSIONS}>
            {(profession) => (
              <label class="row" data-choice>
                <span class="txt">{t(`profession.${profession}`)}</span>
                <input
                  type="checkbox"
                  class="tick"
                  checked={props.rules.by.includes(profession)}
                  onChange={() => toggle(profession)}
                />
              </label>
            )}
          </For>
        </div>
        <p class="hint" id={hintId} role="status">
          {props.rules.by.length === 0 ? t('rules.by.none') : t('rules.by.hint')}
        </p>
      </fieldset>
      <section class="sec">
        <h2 class="sec-head">{t('rules.ring')}</h2>
        <div class="card card-pad stack">
          <For each={['everyMs', 'forMs', 'deadlineMs'] as const}>
            {(field) => (
              <RuleSelect
                label={t(`rules.${field}`)}
                values={choicesOf(props.rules, field)}
                chosen={minutesOf(props.rules[field])}
                words={(minutes) => n('rules.minutes', minutes)}
                onChange={(minutes) => props.onChange(withDuration(props.rules, field, minutes))}
              />
            )}
          </For>
        </div>
      </section>
    </>
  );
};
