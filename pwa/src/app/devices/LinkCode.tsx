/** The code of a new device in numbered groups, as it is shown there and as it is typed here: so that two screens can be compared. */
import { For } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { groupsOf, linkShape } from '../group-code.ts';
import './devices.css';

export const LinkCode = (props: { readonly code: string; readonly label: string }) => {
  const { t } = useI18n();
  return (
    <ol class="link-code" aria-label={props.label}>
      <For each={groupsOf(props.code, linkShape)}>
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
