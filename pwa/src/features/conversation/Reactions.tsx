/** What others answered with one word, under the message; pressing a word adds mine or takes it back. */
import type { MessageRow } from '@sanad/model/engine/api';
import { For } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { mayReact } from './message-actions.ts';
import { ReactionIcon, reactionWord } from './reaction-words.tsx';
import { useThreadDoor } from './thread-door.ts';

export const Reactions = (props: { readonly row: MessageRow }) => {
  const i18n = useI18n();
  const door = useThreadDoor();
  const by = (word: string) => {
    const users = props.row.reactions.find((one) => one.word === word)?.users ?? [];
    return i18n.t('react.by', {
      word: reactionWord(i18n, word),
      names: users.map((user) => (user === door.me() ? i18n.t('common.you') : door.name(user))).join(', '),
    });
  };
  return (
    <fieldset class="reacts" aria-label={i18n.t('react.title')}>
      <For each={props.row.reactions}>
        {(reaction) => (
          <button
            type="button"
            class="react"
            aria-pressed={reaction.mine}
            aria-label={`${reactionWord(i18n, reaction.word)}, ${reaction.users.length}`}
            title={by(reaction.word)}
            disabled={!mayReact(props.row, door.rights())}
            onClick={() => door.react(props.row, reaction.word)}
          >
            <ReactionIcon of={reaction.word} />
            <bdi>{reactionWord(i18n, reaction.word)}</bdi> <span class="num">{reaction.users.length}</span>
          </button>
        )}
      </For>
    </fieldset>
  );
};
