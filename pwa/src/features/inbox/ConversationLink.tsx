/** One conversation in the list: who, the last words, when, and what is owed. */

import type { ConversationRow } from '@sanad/model/engine/api';
import { A, useLocation } from '@solidjs/router';
import { createMemo, Match, Show, Switch } from 'solid-js';
import { PeerAvatar, PeerName } from '../../app/peers.tsx';
import { DeliveryState, PriorityGlyph } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';

interface ConversationLinkProps {
  readonly row: ConversationRow;
  readonly now: number;
}

export const ConversationLink = (props: ConversationLinkProps) => {
  const i18n = useI18n();
  const location = useLocation();
  const href = () => `/c/${props.row.id}`;
  const last = createMemo(() => props.row.last);
  const isUnread = () => props.row.unread > 0;
  return (
    <A
      class="conv"
      href={href()}
      data-unread={isUnread() ? '' : undefined}
      aria-current={location.pathname === href() ? 'true' : undefined}
      activeClass=""
      inactiveClass=""
    >
      <PeerAvatar id={props.row.id} of={props.row} size={48} />
      <span class="name">
        <PeerName of={props.row} clip />
      </span>
      <Show when={props.row.atMs > 0} fallback={<span class="at" />}>
        <time class="at" datetime={new Date(props.row.atMs).toISOString()}>
          {i18n.dates().recent(props.row.atMs, props.now, i18n.t('chat.yesterday').toLocaleLowerCase(i18n.language()))}
        </time>
      </Show>
      <span class="prev">
        <Switch>
          <Match when={props.row.draft !== '' && !isUnread()}>
            <span class="draft">{i18n.t('inbox.draft')}</span>
            <span class="words" dir="auto">
              {props.row.draft}
            </span>
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
                <span class="words" dir="auto">
                  {message().text}
                </span>
              </>
            )}
          </Match>
        </Switch>
      </span>
      <span class="end">
        <Show when={isUnread()}>
          <span class="count">
            {props.row.unread}
            <span class="sr"> {i18n.n('inbox.unread', props.row.unread)}</span>
          </span>
        </Show>
      </span>
    </A>
  );
};
