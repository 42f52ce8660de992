/** A code in numbered groups, so that two screens, or a screen and a card, can be compared: from left to right in every language. */
import { For } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import './code.css';

interface NumberedGroupsProps {
  readonly class: string;
  readonly label: string;
  readonly groups: readonly string[];
  /** Counted from 1: the one that words nearby speak of. */
  readonly faulty?: number | undefined;
}

export const NumberedGroups = (props: NumberedGroupsProps) => {
  const { t } = useI18n();
  return (
    <ol class={props.class} aria-label={props.label}>
      <For each={props.groups}>
        {(group, at) => (
          <li data-faulty={at() + 1 === props.faulty ? '' : undefined}>
            <small aria-hidden="true">{at() + 1}</small>
            <span class="sr">{t('code.group', { n: at() + 1 })}: </span>
            {group}
          </li>
        )}
      </For>
    </ol>
  );
};
