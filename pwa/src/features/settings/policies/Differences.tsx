/** What differs between two sets of rules, from what to what. */
import type { Policy } from '@sanad/model/engine/api';
import { For } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { LABEL, ruleWords } from './policy-words.ts';
import { differences } from './rule-choices.ts';

export const Differences = (props: { readonly before: Policy; readonly after: Policy }) => {
  const i18n = useI18n();
  const { t } = i18n;
  return (
    <dl class="stack">
      <For each={differences(props.before, props.after)}>
        {(field) => (
          <div>
            <dt class="label">{t(LABEL[field])}</dt>
            <dd>{t('rules.before', { words: ruleWords(i18n, props.before, field) })}</dd>
            <dd>
              <b>{t('rules.after', { words: ruleWords(i18n, props.after, field) })}</b>
            </dd>
          </div>
        )}
      </For>
    </dl>
  );
};
