/** One line of the thread: a day, the divider, or a message in the form its priority asks for. */
import type { MessageId, SpaceId } from '@sanad/model/ids';
import { Match, Show, Switch } from 'solid-js';
import type { MessageWindow } from '../../app/engine-client.ts';
import { daysBetween } from '../../i18n/dates.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { MessageBubble } from './MessageBubble.tsx';
import { UrgentSlab } from './UrgentSlab.tsx';

interface ThreadLineProps {
  readonly lineKey: string;
  readonly messages: MessageWindow;
  readonly conversation: SpaceId;
  readonly now: number;
  readonly isContinued: boolean;
  readonly isLastOwn: boolean;
  readonly isLast: boolean;
  readonly scroller: HTMLElement | undefined;
  readonly onVisible: (id: MessageId, isVisible: boolean) => void;
  readonly onEdit: (id: MessageId) => void;
}

export const ThreadLine = (props: ThreadLineProps) => {
  const i18n = useI18n();
  const row = () => (props.lineKey.startsWith('m:') ? props.messages.byId[props.lineKey.slice(2)] : undefined);
  const day = () => {
    const [year, month, date] = props.lineKey.slice(2).split('-').map(Number);
    const ms = new Date(year ?? 0, (month ?? 1) - 1, date ?? 1, 12).getTime();
    const ago = daysBetween(ms, props.now);
    if (ago === 0) return i18n.t('chat.today');
    return ago === 1 ? i18n.t('chat.yesterday') : i18n.dates().day(ms, props.now);
  };
  return (
    <div class="turn" data-run={props.isContinued ? 'next' : undefined} data-last={props.isLast ? '' : undefined}>
      <Switch>
        <Match when={props.lineKey.startsWith('d:')}>
          <p class="day">{day()}</p>
        </Match>
        <Match when={props.lineKey === 'unread'}>
          <p class="rule">{i18n.t('chat.unread')}</p>
        </Match>
        <Match when={row()}>
          {(message) => (
            <Show
              when={message().priority === 'urgent'}
              fallback={
                <MessageBubble
                  row={message()}
                  conversation={props.conversation}
                  isLastOwn={props.isLastOwn}
                  scroller={props.scroller}
                  onVisible={props.onVisible}
                  onEdit={props.onEdit}
                />
              }
            >
              <UrgentSlab
                row={message()}
                conversation={props.conversation}
                person={props.messages.meta?.conversation?.with}
                isNews={isNews()}
                scroller={props.scroller}
                onVisible={props.onVisible}
                onEdit={props.onEdit}
              />
            </Show>
          )}
        </Match>
      </Switch>
    </div>
  );

  /** From the divider on: what was unread when the thread was opened, and what came since. */
  function isNews(): boolean {
    const first = props.messages.meta?.firstUnread;
    if (first === undefined) return false;
    return props.messages.order.indexOf(props.lineKey.slice(2)) >= props.messages.order.indexOf(first);
  }
};
