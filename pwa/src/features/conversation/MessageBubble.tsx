/** A normal or important message. Still on this device it is dashed, and can be changed or taken away. */
import Undo2 from 'lucide-solid/icons/undo-2';
import { onCleanup, onMount } from 'solid-js';
import { PriorityWord } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { ArrivedLate } from './ArrivedLate.tsx';
import { AuthorLine } from './AuthorLine.tsx';
import { Delivery } from './Delivery.tsx';
import { MessageHead } from './MessageHead.tsx';
import { MessageMarks } from './MessageMarks.tsx';
import { MessageWords } from './MessageWords.tsx';
import { MoreButton } from './MoreButton.tsx';
import type { MessageProps } from './message-props.ts';
import { Reactions } from './Reactions.tsx';
import { useThreadDoor } from './thread-door.ts';
import { WaitingActions } from './WaitingActions.tsx';

interface MessageBubbleProps extends MessageProps {
  readonly isLastOwn: boolean;
  readonly isContinued: boolean;
}

export const MessageBubble = (props: MessageBubbleProps) => {
  const { dates, t } = useI18n();
  const door = useThreadDoor();
  // The author of a message never changes: decided once, because hundreds of these are made while somebody scrolls.
  const isMine = props.row.mine;
  const hasFace = !isMine && door.isGroup();
  const isRecalled = () => props.row.recalledAtMs !== undefined;
  let element: HTMLElement | undefined;
  onMount(() => {
    if (element !== undefined && !isMine)
      onCleanup(props.watch(element, (isVisible) => props.onVisible(props.row.id, isVisible)));
  });
  const state = () => {
    if (isRecalled()) return 'recalled';
    return props.row.delivery === 'queued' ? 'queued' : undefined;
  };
  const face = () => {
    const person = door.person(props.row.author);
    return <Avatar id={props.row.author} name={person?.name ?? ''} photoUrl={person?.photoUrl} size={32} />;
  };
  return (
    <article
      class="msg"
      ref={(made) => {
        element = made;
      }}
      data-id={props.row.id}
      data-from={isMine ? 'me' : 'them'}
      data-av={hasFace ? '' : undefined}
      data-priority={isRecalled() ? 'normal' : props.row.priority}
      data-state={state()}
      data-editable={props.row.editable ? '' : undefined}
    >
      {hasFace && !props.isContinued ? face() : undefined}
      <div class="bubble">
        {isMine ? <span class="sr">{t('common.you')}: </span> : undefined}
        {hasFace && !props.isContinued ? <AuthorLine user={props.row.author} /> : undefined}
        {isRecalled() ? (
          <span class="empty-words">
            <Undo2 class="i flip" />
            {recalledWords()}
          </span>
        ) : (
          <>
            {props.row.priority === 'medium' ? <PriorityWord of="medium" /> : undefined}
            {hasHead() ? <MessageHead row={props.row} /> : undefined}
            <MessageWords row={props.row} class="body" />
          </>
        )}
        <span class="msg-meta">
          {hasMarks() ? <MessageMarks row={props.row} /> : undefined}
          <time datetime={new Date(props.row.sentAtMs).toISOString()}>{dates().time(props.row.sentAtMs)}</time>
          {isMine && !isRecalled() ? <Delivery row={props.row} word={props.isLastOwn} /> : undefined}
        </span>
        {props.row.editable ? undefined : <MoreButton row={props.row} />}
      </div>
      {props.row.reactions.length > 0 ? <Reactions row={props.row} /> : undefined}
      {props.row.arrivedAtMs === undefined ? undefined : <ArrivedLate row={props.row} />}
      {props.row.editable ? <WaitingActions row={props.row} /> : undefined}
    </article>
  );

  function hasHead(): boolean {
    return (
      props.row.role !== undefined || props.row.forwarded || props.row.mentions.length > 0 || props.row.replyTo !== undefined
    );
  }
  function hasMarks(): boolean {
    return !isRecalled() && (props.row.pinned || props.row.starred || props.row.edited !== undefined);
  }
  function recalledWords(): string {
    const time = dates().time(props.row.recalledAtMs ?? props.row.sentAtMs);
    return t(isMine ? 'msg.recalled-by-me' : 'msg.recalled', { time });
  }
};
