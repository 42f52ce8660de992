/** A normal or important message. Still on this device it is dashed, and can be changed or taken away. */
import { onCleanup, onMount } from 'solid-js';
import { DeliveryState, PriorityWord } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { ArrivedLate } from './ArrivedLate.tsx';
import type { MessageProps } from './message-props.ts';
import { WaitingActions } from './WaitingActions.tsx';

interface MessageBubbleProps extends MessageProps {
  readonly isLastOwn: boolean;
}

export const MessageBubble = (props: MessageBubbleProps) => {
  const { dates, t } = useI18n();
  // The author of a message never changes: decided once, because hundreds of these are made while somebody scrolls.
  const isMine = props.row.mine;
  let element: HTMLElement | undefined;
  onMount(() => {
    if (element !== undefined && !isMine)
      onCleanup(props.watch(element, (isVisible) => props.onVisible(props.row.id, isVisible)));
  });
  return (
    <article
      class="msg"
      ref={(made) => {
        element = made;
      }}
      data-from={isMine ? 'me' : 'them'}
      data-priority={props.row.priority}
      data-state={props.row.delivery === 'queued' ? 'queued' : undefined}
      data-editable={props.row.editable ? '' : undefined}
    >
      <div class="bubble">
        {isMine ? <span class="sr">{t('common.you')}: </span> : undefined}
        {props.row.priority === 'medium' ? <PriorityWord of="medium" /> : undefined}
        <span class="body">{props.row.text}</span>
        <span class="msg-meta">
          <time datetime={new Date(props.row.sentAtMs).toISOString()}>{dates().time(props.row.sentAtMs)}</time>
          {isMine ? <DeliveryState of={props.row.delivery ?? 'sent'} word={props.isLastOwn} /> : undefined}
        </span>
      </div>
      {props.row.arrivedAtMs === undefined ? undefined : <ArrivedLate row={props.row} />}
      {props.row.editable ? (
        <WaitingActions row={props.row} conversation={props.conversation} onEdit={props.onEdit} />
      ) : undefined}
    </article>
  );
};
