/** A phrase as it is chosen: its words, and whose it is when it is not mine. */
import type { PhraseRow } from '@sanad/model/engine/api';
import UsersRound from 'lucide-solid/icons/users-round';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import './phrases.css';

export const PhraseWords = (props: { readonly of: PhraseRow }) => {
  const { t } = useI18n();
  return (
    <span class="txt phrase-words">
      <span class="phrase-text few-lines page-side" dir="auto">
        {props.of.text}
      </span>
      <Show when={props.of.group}>
        {(group) => (
          <small>
            <UsersRound class="i" />
            <bdi>{group().name === '' ? t('group.no-name') : group().name}</bdi>
          </small>
        )}
      </Show>
    </span>
  );
};
