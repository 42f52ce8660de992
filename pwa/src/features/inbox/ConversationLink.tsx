/** One conversation in the list: who, the last words, when, and what is owed. */

import type { ConversationRow, Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { A, useLocation } from '@solidjs/router';
import AtSign from 'lucide-solid/icons/at-sign';
import BellOff from 'lucide-solid/icons/bell-off';
import EllipsisVertical from 'lucide-solid/icons/ellipsis-vertical';
import Phone from 'lucide-solid/icons/phone';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import UsersRound from 'lucide-solid/icons/users-round';
import { createMemo, Match, Show, Switch } from 'solid-js';
import { lineOf } from '../../app/files/file-words.ts';
import { useGroupCalls } from '../../app/group-calls/create-group-calls.ts';
import { isolateMeasures } from '../../app/measures.ts';
import { groupOf, PeerFace, PeerName, peerName } from '../../app/peers.tsx';
import { nameDirection } from '../../app/people.tsx';
import { DeliveryState, PriorityGlyph } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { firstName } from './first-name.ts';
import { QuietGroup } from './QuietGroup.tsx';

interface ConversationLinkProps {
  readonly row: ConversationRow;
  readonly now: number;
  /** Undefined: nobody of that id is known here. */
  readonly person: (user: UserId) => Person | undefined;
  readonly onMenu: (row: ConversationRow) => void;
}

export const ConversationLink = (props: ConversationLinkProps) => {
  const i18n = useI18n();
  const location = useLocation();
  const href = () => `/c/${props.row.id}`;
  const isCurrent = () => location.pathname === href() || location.pathname === `/groups/${props.row.id}`;
  const last = createMemo(() => props.row.last);
  const group = () => groupOf(props.row);
  const calls = useGroupCalls();
  const goingOn = () => (group() === undefined ? undefined : calls.goingOn(props.row.id));
  const isUnread = () => props.row.unread > 0;
  /** In a group the last words are somebody's. */
  const author = createMemo(() => {
    const message = last();
    if (message?.author === undefined || message.mine || group() === undefined) return undefined;
    const name = firstName(props.person(message.author)?.name ?? '');
    return name === '' ? undefined : name;
  });
  return (
    <>
      <A
        class="conv"
        href={href()}
        data-unread={isUnread() ? '' : undefined}
        data-ended={group()?.ended === undefined ? undefined : ''}
        aria-current={isCurrent() ? 'true' : undefined}
        activeClass=""
        inactiveClass=""
        onContextMenu={(event: MouseEvent) => {
          event.preventDefault();
          props.onMenu(props.row);
        }}
      >
        <PeerFace id={props.row.id} of={props.row} size={48} />
        <span class="name">
          <PeerName of={props.row} clip />
          <Show when={props.row.reachable}>
            <span class="sr">{i18n.t('chat.reachable')}</span>
          </Show>
          <Show when={group()}>
            {(known) => (
              <span class="n-members">
                <UsersRound class="i" />
                <span aria-hidden="true">{known().members}</span>
                <span class="sr">{i18n.n('inbox.members', known().members)}</span>
              </span>
            )}
          </Show>
          <Show when={props.row.muted}>
            <BellOff class="i" role="img" aria-label={i18n.t('inbox.muted')} />
          </Show>
        </span>
        <Show when={props.row.atMs > 0} fallback={<span class="at" />}>
          <time class="at" datetime={new Date(props.row.atMs).toISOString()}>
            {i18n.dates().recent(props.row.atMs, props.now, i18n.t('chat.yesterday').toLocaleLowerCase(i18n.language()))}
          </time>
        </Show>
        <span class="prev">
          <Switch>
            <Match when={goingOn()}>
              {(call) => (
                <span class="in-call">
                  <Phone class="i" />
                  {i18n.n('group-calls.going-on', call().people.length)}
                </span>
              )}
            </Match>
            <Match when={props.row.draft !== '' && !isUnread()}>
              <span class="draft">{i18n.t('inbox.draft')}</span>
              <span class="words" dir="auto">
                {isolateMeasures(props.row.draft)}
              </span>
            </Match>
            <Match when={props.row.locked}>
              <span class="words">{i18n.t('locked.short')}</span>
            </Match>
            <Match when={last()}>
              {(message) => (
                <>
                  <Show when={message().mine ? message().delivery : undefined}>
                    {(delivery) => <DeliveryState of={delivery()} />}
                  </Show>
                  <Show when={message().priority !== 'normal'}>
                    <PriorityGlyph of={message().priority} label={i18n.t(`priority.${message().priority}`)} />
                  </Show>
                  <Show when={message().mine}>
                    <span>{i18n.t('inbox.mine')}</span>
                  </Show>
                  <Show when={author()}>
                    {(name) => (
                      <span class="author">
                        <bdi dir={nameDirection(name())}>{name()}</bdi> :
                      </span>
                    )}
                  </Show>
                  <span class="words" dir="auto" data-recalled={message().recalled ? '' : undefined}>
                    {message().recalled ? i18n.t('inbox.recalled') : lineOf(i18n, message())}
                  </span>
                </>
              )}
            </Match>
            <Match when={group()}>
              <QuietGroup id={props.row.id} person={props.person} />
            </Match>
          </Switch>
        </span>
        <span class="end">
          <Show when={group()?.ended}>
            <UserRoundX class="i" role="img" aria-label={i18n.t('inbox.ended')} />
          </Show>
          <Show when={props.row.unreadMentions > 0}>
            <span class="mention">
              <AtSign class="i" />
              <span class="sr">{i18n.n('inbox.mentions', props.row.unreadMentions)}</span>
            </span>
          </Show>
          <Show when={isUnread()}>
            <span class="count" data-kind={props.row.muted ? 'quiet' : undefined}>
              {props.row.unread}
              <span class="sr"> {i18n.n('inbox.unread', props.row.unread)}</span>
            </span>
          </Show>
        </span>
      </A>
      <span class="conv-more">
        <IconButton label={i18n.t('inbox.more', { name: peerName(i18n, props.row) })} onClick={() => props.onMenu(props.row)}>
          <EllipsisVertical class="i" />
        </IconButton>
      </span>
    </>
  );
};
