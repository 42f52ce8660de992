/** A conversation with a colleague or a group: who, what was said, and what is being written. */

import { filesSummary, type Quote } from '@sanad/model/engine/api';
import { isMessageId, type MessageId, type SpaceId } from '@sanad/model/ids';
import { useLocation, useNavigate, useSearchParams } from '@solidjs/router';
import KeyRound from 'lucide-solid/icons/key-round';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createEffect, createMemo, createSignal, Show } from 'solid-js';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { createDirectory } from '../../app/colleagues.ts';
import { createMessages, useEngine } from '../../app/engine-client.ts';
import { JoinBar } from '../../app/group-calls/JoinBar.tsx';
import { useMe } from '../../app/me.ts';
import { peerName } from '../../app/peers.tsx';
import { useTitle } from '../../app/title.ts';
import { TrustNotice } from '../../app/trust/TrustNotice.tsx';
import { useTrust } from '../../app/trust/use-trust.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { ClosedComposer } from './ClosedComposer.tsx';
import { Composer } from './Composer.tsx';
import { ConversationBar } from './ConversationBar.tsx';
import type { Target } from './create-seek.ts';
import { createThreadDoor } from './create-thread-door.ts';
import { MissingConversation } from './MissingConversation.tsx';
import { newcomersLine } from './newcomers.ts';
import { PinnedBar } from './PinnedBar.tsx';
import { Thread } from './Thread.tsx';
import { ThreadSheets } from './ThreadSheets.tsx';
import { ThreadTrust } from './ThreadTrust.tsx';
import { type OpenSheet, ThreadDoorContext } from './thread-door.ts';

const firstWindow = 60;
const olderStep = 100;

export const Conversation = (props: { readonly id: SpaceId }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const location = useLocation();
  const navigate = useNavigate();
  const [limit, setLimit] = createSignal(firstWindow);
  const [search, setSearch] = useSearchParams<{ edit: string }>();
  const [editing, setEditing] = createSignal<MessageId>();
  const [answered, setAnswered] = createSignal<Pick<Quote, 'id' | 'sentAtMs'>>();
  const [sheet, setSheet] = createSignal<OpenSheet>();
  const [waiting, setWaiting] = createSignal<() => void>();
  const trust = useTrust();
  let seek: ((target: Target) => void) | undefined;
  const me = useMe();
  const directory = createDirectory();
  const messages = createMessages(
    () => props.id,
    () => limit(),
  );
  const conversation = createMemo(() => messages.meta?.conversation);
  /** Everybody here but me. */
  const users = createMemo(() => {
    const peer = conversation();
    if (peer?.kind === 'direct') return [peer.with.user];
    return (messages.meta?.group?.people ?? []).flatMap(({ user }) => (user === me()?.user ? [] : [user]));
  });
  const name = () => {
    const peer = conversation();
    return peer === undefined ? '' : peerName(i18n, peer);
  };
  const stopped = createMemo(() => sync().stopped.find((stop) => stop.conversation === props.id));
  const go = (target: Target) => seek?.(target);
  const door = createThreadDoor({
    conversation: () => props.id,
    messages,
    directory,
    onReply: (id) => {
      setEditing(undefined);
      setAnswered(messageAt(id));
    },
    onEdit: setEditing,
    onJump: (id, sentAtMs) => go({ kind: 'message', id, sentAtMs }),
    onSheet: setSheet,
  });
  useTitle(() => (name() === '' ? t('inbox.title') : name()));
  // The queue sheet sends here with `?edit=`; the address is cleaned, so that a reload does not edit again.
  createEffect(() => {
    if (!isMessageId(search.edit)) return;
    setEditing(search.edit);
    setSearch({ edit: undefined }, { replace: true });
  });

  // A form is changed in its own sheet, whichever way somebody came to change it.
  createEffect(() => {
    const row = editingRow();
    if (row?.card === undefined) return;
    setEditing(undefined);
    setSheet({ kind: 'card-edit', id: row.id });
  });

  // A search leads here with `#m=` and the message; the address is cleaned, so that a reload does not jump again.
  createEffect(() => {
    const id = location.hash.startsWith('#m=') ? location.hash.slice(3) : undefined;
    if (!messages.loaded || !isMessageId(id)) return;
    go({ kind: 'message', id, sentAtMs: 0 });
    navigate(`${location.pathname}${location.search}`, { replace: true, scroll: false });
  });

  return (
    <Show when={!messages.loaded || conversation() !== undefined} fallback={<MissingConversation />}>
      <ThreadDoorContext.Provider value={door}>
        <div class="pane main">
          <ConversationBar
            id={props.id}
            conversation={conversation()}
            mutedUntilMs={messages.meta?.mutedUntilMs}
            typing={messages.meta?.typing ?? []}
          />
          <div class="only-phone">
            <ConnectivityStrip />
          </div>
          <TrustNotice faults={trust.faultsOf(users())} />
          <JoinBar conversation={props.id} />
          <PinnedBar pinned={messages.meta?.pinned ?? []} />
          <Show when={conversation()?.locked}>
            <Banner kind="off" role="status" icon={<KeyRound class="i" />}>
              <b>{t('locked.title')}</b> {t('locked.text')}
            </Banner>
          </Show>
          <Show when={stopped()}>
            {(stop) => (
              <Banner
                kind="medium"
                role="status"
                icon={<TriangleAlert class="i" />}
                action={
                  <Button kind="line" onClick={() => api.retryStopped(props.id)}>
                    {t('chat.stopped.again')}
                  </Button>
                }
              >
                <b>{t('chat.stopped.title')}</b> {t('chat.stopped.text', { reason: t(`stop.${stop().reason}`) })}
              </Banner>
            )}
          </Show>
          <Thread
            id={props.id}
            messages={messages}
            onOlder={(step = olderStep) => setLimit((count) => Math.min(count, messages.order.length) + step)}
            onSeek={(handed) => {
              seek = handed;
            }}
          />
          <ThreadTrust users={users()} waiting={waiting()} onWaited={() => setWaiting(undefined)} />
          <Show when={messages.loaded ? conversation() : undefined}>
            {(row) => (
              <Show
                when={messages.meta?.group?.mayPost !== false}
                fallback={
                  <ClosedComposer conversation={props.id} group={messages.meta?.group} draft={messages.meta?.draft.text} />
                }
              >
                <Composer
                  conversation={row()}
                  draft={messages.meta?.draft}
                  members={members()}
                  notice={newcomersLine(i18n, messages.meta?.group, messages.order, messages.byId)}
                  cardDrafts={messages.meta?.cardDrafts ?? []}
                  editing={editingRow()?.card === undefined ? editingRow() : undefined}
                  onEditDone={() => setEditing(undefined)}
                  answered={quote()}
                  onAnswer={setAnswered}
                  onUnaccepted={(send) => setWaiting(() => send)}
                />
              </Show>
            )}
          </Show>
          <ThreadSheets
            sheet={sheet()}
            pinned={messages.meta?.pinned ?? []}
            cardDrafts={messages.meta?.cardDrafts ?? []}
            onCardSent={() => setAnswered(undefined)}
            onSeek={go}
            onClose={() => setSheet(undefined)}
          />
        </div>
      </ThreadDoorContext.Provider>
    </Show>
  );

  function messageAt(id: string | undefined) {
    const row = id === undefined ? undefined : messages.byId[id];
    return row?.type === 'message' && row.recalledAtMs === undefined ? row : undefined;
  }
  /** As it reads now; a message that was taken back is not answered any more. */
  function quote(): Quote | undefined {
    const asked = answered();
    if (asked === undefined) return undefined;
    const { id, sentAtMs } = asked;
    const row = messages.byId[id];
    if (row?.type !== 'message') return { id, sentAtMs, found: undefined };
    const { author, text, priority, attachments } = row;
    return row.recalledAtMs === undefined
      ? { id, sentAtMs, found: { author, text, recalled: false, priority, files: filesSummary(attachments) } }
      : undefined;
  }
  function editingRow() {
    const row = messageAt(editing());
    return row?.mine ? row : undefined;
  }
  /** Whom I can mention: everybody here but me. */
  function members() {
    const me = door.me();
    return (messages.meta?.group?.people ?? []).flatMap(({ user }) => {
      const person = user === me ? undefined : door.person(user);
      return person === undefined ? [] : [person];
    });
  }
};
