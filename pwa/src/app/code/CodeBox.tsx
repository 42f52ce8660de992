/** A code in seven numbered groups, from left to right in every language. */
import { For } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import './code.css';

export const CodeBox = (props: { readonly groups: readonly string[]; readonly label: string }) => {
  const { t } = useI18n();
  return (
    <ol class="codebox" aria-label={props.label}>
      <For each={props.groups}>
        {(group, at) => (
          <li>
            <small aria-hidden="true">{at() + 1}</small>
            <span class="sr">{t('code.group', { n: at() + 1 })}: </span>
            {group}
          </li>
        )}
      </For>
    </ol>
  );
};
