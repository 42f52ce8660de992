/** A call that is over (CALL-11): how it ended, when it was, and a way to call back. Of a group: that one began (GROUPCALL-2), and a way in while it goes on. */
import type { CallRecord, MessageRow } from '@sanad/model/engine/api';
import Phone from 'lucide-solid/icons/phone';
import PhoneIncoming from 'lucide-solid/icons/phone-incoming';
import PhoneMissed from 'lucide-solid/icons/phone-missed';
import PhoneOutgoing from 'lucide-solid/icons/phone-outgoing';
import Video from 'lucide-solid/icons/video';
import { Match, onCleanup, onMount, Show, Switch } from 'solid-js';
import { callRecordWords, isMissedHere } from '../../app/calls/call-record-words.ts';
import { useStartCall } from '../../app/calls/use-start-call.ts';
import { useGroupCalls } from '../../app/group-calls/create-group-calls.ts';
import { useJoinGroupCall } from '../../app/group-calls/use-join-group-call.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import type { MessageProps } from './message-props.ts';
import { useThreadDoor } from './thread-door.ts';

interface CallLineProps extends Omit<MessageProps, 'row'> {
  readonly row: MessageRow & { readonly call: CallRecord };
}

export const CallLine = (props: CallLineProps) => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const door = useThreadDoor();
  const start = useStartCall();
  const isMissed = () => isMissedHere(props.row.call, props.row.mine);
  const groupCalls = useGroupCalls();
  const join = useJoinGroupCall();
  const isOfGroup = () => props.row.call.outcome === 'started';
  const isIn = () => groupCalls.row()?.conversation === door.conversation;
  const goesOn = () => isOfGroup() && !isIn() && groupCalls.goingOn(door.conversation)?.call === props.row.call.call;
  const words = () => {
    if (!isOfGroup()) return callRecordWords(i18n, props.row.call, props.row.mine);
    return props.row.mine ? t('group-calls.started.mine') : t('group-calls.started.by', { name: door.name(props.row.author) });
  };
  let element: HTMLElement | undefined;
  onMount(() => {
    if (element !== undefined && !props.row.mine)
      onCleanup(props.watch(element, (isVisible) => props.onVisible(props.row.id, isVisible)));
  });
  return (
    <article
      class="call-told"
      data-call={props.row.id}
      data-missed={isMissed() ? '' : undefined}
      ref={(made) => {
        element = made;
      }}
    >
      <Switch fallback={<PhoneIncoming class="i" />}>
        <Match when={isMissed()}>
          <PhoneMissed class="i" />
        </Match>
        <Match when={props.row.mine}>
          <PhoneOutgoing class="i" />
        </Match>
      </Switch>
      <p>
        <span>{words()}</span>
        <time datetime={new Date(props.row.call.startedAtMs).toISOString()}>{dates().time(props.row.call.startedAtMs)}</time>
      </p>
      <Show when={goesOn()}>
        <button
          type="button"
          class="btn"
          data-kind="quiet"
          aria-label={t('group-calls.join.call')}
          onClick={() => void join(door.conversation)}
        >
          <Phone class="i" />
          {t('group-calls.join')}
        </button>
      </Show>
      <Show when={!isOfGroup()}>
        <button type="button" class="btn" data-kind="quiet" onClick={() => void start(door.conversation, props.row.call.video)}>
          <Show when={props.row.call.video} fallback={<Phone class="i" />}>
            <Video class="i" />
          </Show>
          {t('calls.again')}
        </button>
      </Show>
    </article>
  );
};
