/** Written by a version of SANAD that knows more than this one: who and when, and what to do. */
import type { LaterRow } from '@sanad/model/engine/api';
import CircleArrowUp from 'lucide-solid/icons/circle-arrow-up';
import { onCleanup, onMount } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { AuthorLine } from './AuthorLine.tsx';
import type { MessageProps } from './message-props.ts';
import { useThreadDoor } from './thread-door.ts';

interface LaterMessageProps extends Omit<MessageProps, 'row'> {
  readonly row: LaterRow;
}

export const LaterMessage = (props: LaterMessageProps) => {
  const { t, dates } = useI18n();
  const door = useThreadDoor();
  const isMine = () => props.row.author === door.me();
  let element: HTMLElement | undefined;
  onMount(() => {
    if (element !== undefined && !isMine())
      onCleanup(props.watch(element, (isVisible) => props.onVisible(props.row.id, isVisible)));
  });
  return (
    <article
      class="msg"
      ref={(made) => {
        element = made;
      }}
      data-from={isMine() ? 'me' : 'them'}
      data-state="later"
    >
      <div class="bubble">
        <AuthorLine user={props.row.author} />
        <span class="empty-words">
          <CircleArrowUp class="i" />
          {t('later.text')}
        </span>
        <span class="msg-meta">
          <time datetime={new Date(props.row.sentAtMs).toISOString()}>{dates().time(props.row.sentAtMs)}</time>
        </span>
      </div>
    </article>
  );
};
