/** A form as it is read: the method, then each heading with what was written under it. */
import { type Card, isSynthesis, type MessageRow } from '@sanad/model/engine/api';
import List from 'lucide-solid/icons/list';
import Reply from 'lucide-solid/icons/reply';
import { createMemo, For, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import './card.css';
import { writtenFields } from './card-words.ts';
import { MessageText } from './MessageText.tsx';
import { isWaiting } from './message-actions.ts';
import { useThreadDoor } from './thread-door.ts';

interface CardWordsProps {
  readonly card: Card;
  readonly mentions: MessageRow['mentions'];
}

export const CardWords = (props: CardWordsProps) => {
  const { t } = useI18n();
  const written = createMemo(() => writtenFields(props.card));
  return (
    <div class="card-words body">
      <p class="card-name">
        <List class="i" />
        {t(`card.${props.card.kind}`)}
      </p>
      <dl>
        <For each={written()}>
          {({ field, at }) => (
            <div>
              <dt>{t(`card.${field}`)}</dt>
              <dd>
                <MessageText row={{ text: props.card.texts[at] ?? '', mentions: props.mentions }} class="card-text page-side" />
              </dd>
            </div>
          )}
        </For>
      </dl>
    </div>
  );
};

/** Under the I-PASS of a colleague: who receives it says it back (I-PASS, the S). */
export const SynthesisButton = (props: { readonly row: MessageRow }) => {
  const { t } = useI18n();
  const door = useThreadDoor();
  const isAsked = () => {
    const { card, mine } = props.row;
    return card?.kind === 'ipass' && !mine && !isWaiting(props.row) && !isSynthesis(card) && door.rights().mayWrite;
  };
  return (
    <Show when={isAsked()}>
      <Button kind="line" onClick={() => door.openSheet({ kind: 'card-synthesis', id: props.row.id })}>
        <Reply class="i flip" />
        {t('card.synthesise')}
      </Button>
    </Show>
  );
};
