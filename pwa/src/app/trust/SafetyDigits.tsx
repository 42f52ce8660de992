/** TRUST-1: 60 digits in twelve groups, from left to right in every language. A screen reader reads them group by group. */
import { For } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import './trust.css';

export const SafetyDigits = (props: { readonly number: string }) => {
  const { t } = useI18n();
  const groups = () => props.number.match(/\d{5}/g) ?? [];
  return (
    <ol class="safety" dir="ltr" aria-label={t('trust.number')}>
      <For each={groups()}>{(group) => <li>{group}</li>}</For>
    </ol>
  );
};
