/** A normal or important message. Still on this device it is dashed, and can be changed or taken away. */
import type { MessageRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId } from '@sanad/model/ids';
import { createSignal, Show } from 'solid-js';
import { DeliveryState, PriorityWord } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { ArrivedLate } from './ArrivedLate.tsx';
import { WaitingActions } from './WaitingActions.tsx';
import { watchVisible } from './watch-visible.ts';

interface MessageBubbleProps {
  readonly row: MessageRow;
  readonly conversation: SpaceId;
  readonly isLastOwn: boolean;
  readonly scroller: HTMLElement | undefined;
  readonly onVisible: (id: MessageId, isVisible: boolean) => void;
  readonly onEdit: (id: MessageId) => void;
}

export const MessageBubble = (props: MessageBubbleProps) => {
  const { dates, t } = useI18n();
  const [element, setElement] = createSignal<HTMLElement>();
  watchVisible(
    () => (props.row.mine ? undefined : element()),
    () => props.scroller,
    (isVisible) => props.onVisible(props.row.id, isVisible),
  );
  return (
    <article
      class="msg"
      ref={setElement}
      data-from={props.row.mine ? 'me' : 'them'}
      data-priority={props.row.priority}
      data-state={props.row.delivery === 'queued' ? 'queued' : undefined}
    >
      <div class="bubble">
        <Show when={props.row.mine}>
          <span class="sr">{t('common.you')}: </span>
        </Show>
        <Show when={props.row.priority === 'medium'}>
          <PriorityWord of="medium" />
        </Show>
        <span class="body">{props.row.text}</span>
        <span class="msg-meta">
          <time datetime={new Date(props.row.sentAtMs).toISOString()}>{dates().time(props.row.sentAtMs)}</time>
          <Show when={props.row.delivery}>{(delivery) => <DeliveryState of={delivery()} word={props.isLastOwn} />}</Show>
        </span>
      </div>
      <ArrivedLate row={props.row} />
      <WaitingActions row={props.row} conversation={props.conversation} onEdit={props.onEdit} />
    </article>
  );
};
