/** The lines of the thread: a day, the divider, a change of members, or a message in the form its priority asks for. */
import type { ThreadRow } from '@sanad/model/engine/api';
import { Show } from 'solid-js';
import { daysBetween } from '../../i18n/dates.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { CallLine } from './CallLine.tsx';
import { EventLine } from './EventLine.tsx';
import { LaterMessage } from './LaterMessage.tsx';
import { MessageBubble } from './MessageBubble.tsx';
import type { MessageProps } from './message-props.ts';
import { UrgentSlab } from './UrgentSlab.tsx';

/** `day`: 2026-10-13. */
export const DayLine = (props: { readonly day: string; readonly now: number }) => {
  const i18n = useI18n();
  const words = () => {
    const [year, month, date] = props.day.split('-').map(Number);
    const ms = new Date(year ?? 0, (month ?? 1) - 1, date ?? 1, 12).getTime();
    const ago = daysBetween(ms, props.now);
    if (ago === 0) return i18n.t('chat.today');
    return ago === 1 ? i18n.t('chat.yesterday') : i18n.dates().day(ms, props.now);
  };
  return (
    <div class="turn">
      <p class="day">{words()}</p>
    </div>
  );
};

export const UnreadRule = () => {
  const { t } = useI18n();
  return (
    <div class="turn">
      <p class="rule">{t('chat.unread')}</p>
    </div>
  );
};

interface MessageLineProps extends Omit<MessageProps, 'row'> {
  /** Gone for a moment when a message was taken away. */
  readonly row: ThreadRow | undefined;
  readonly isContinued: boolean;
  readonly isLastOwn: boolean;
  /** From the divider on: what was unread when the thread was opened, and what came since. */
  readonly isNews: boolean;
  readonly isLast: boolean;
}

export const MessageLine = (props: MessageLineProps) => {
  const message = () => (props.row?.type === 'message' && call() === undefined ? props.row : undefined);
  const call = () => {
    if (props.row?.type !== 'message' || props.row.priority === 'urgent') return undefined;
    const { call: record } = props.row;
    return record && { ...props.row, call: record };
  };
  const later = () => (props.row?.type === 'later' ? props.row : undefined);
  const event = () => (props.row?.type === 'event' ? props.row : undefined);
  return (
    <div class="turn" data-run={props.isContinued ? 'next' : undefined} data-last={props.isLast ? '' : undefined}>
      <Show when={message()}>
        {(row) => (
          <Show
            when={row().priority === 'urgent' && row().recalledAtMs === undefined}
            fallback={
              <MessageBubble
                row={row()}
                isContinued={props.isContinued}
                isLastOwn={props.isLastOwn}
                watch={props.watch}
                onVisible={props.onVisible}
              />
            }
          >
            <UrgentSlab row={row()} isNews={props.isNews} watch={props.watch} onVisible={props.onVisible} />
          </Show>
        )}
      </Show>
      <Show when={call()}>{(row) => <CallLine row={row()} watch={props.watch} onVisible={props.onVisible} />}</Show>
      <Show when={later()}>{(row) => <LaterMessage row={row()} watch={props.watch} onVisible={props.onVisible} />}</Show>
      <Show when={event()}>{(row) => <EventLine row={row()} />}</Show>
    </div>
  );
};
