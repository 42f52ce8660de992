/**
 * The messages, virtualised. New ones keep the thread at its end only when it was there; older ones are asked for before the top is
 * reached and do not move what is being read. What arrives is read aloud by its own region: the log itself is silent, because a
 * virtual list makes and removes lines while it is scrolled.
 */

import type { MessageRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId } from '@sanad/model/ids';
import ArrowDown from 'lucide-solid/icons/arrow-down';
import ArrowUp from 'lucide-solid/icons/arrow-up';
import Lock from 'lucide-solid/icons/lock';
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show } from 'solid-js';
import { Virtualizer, type VirtualizerHandle } from 'virtua/solid';
import { hasAttention, watchAttention } from '../../app/attention.ts';
import { createPolicy, type MessageWindow, useEngine } from '../../app/engine-client.ts';
import { lineOfRow } from '../../app/files/file-words.ts';
import { createNow } from '../../app/now.ts';
import { peerName } from '../../app/peers.tsx';
import { dayKey } from '../../i18n/dates.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';
import { createSeek, type Target } from './create-seek.ts';
import { flash } from './flash.ts';
import { MessageMenu } from './MessageMenu.tsx';
import { listenForMenu, type MenuPlace } from './menu-press.ts';
import { makeReadTracker } from './read-tracker.ts';
import { DayLine, MessageLine, UnreadRule } from './ThreadLine.tsx';
import './message.css';
import './thread.css';
import { useThreadDoor } from './thread-door.ts';
import { threadLines } from './thread-items.ts';
import { makeVisibilityWatch } from './watch-visible.ts';

interface ThreadProps {
  readonly id: SpaceId;
  readonly messages: MessageWindow;
  readonly onOlder: (step?: number) => void;
  /** Hands over how to go to a line. */
  readonly onSeek: (go: (target: Target) => void) => void;
}

const nearEnd = 64;
const nearStart = 600;

export const Thread = (props: ThreadProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const door = useThreadDoor();
  const toaster = useToaster();
  const policy = createPolicy();
  const now = createNow();
  // Each patch brings a new `meta`: what did not change in it must not make the lines again.
  const firstUnread = createMemo(() => props.messages.meta?.firstUnread);
  const hasOlder = createMemo(() => props.messages.meta?.hasOlder);
  const lines = createMemo(() => threadLines(props.messages.order, props.messages.byId, firstUnread()));
  const [handle, setHandle] = createSignal<VirtualizerHandle>();
  const [isAtEnd, setAtEnd] = createSignal(true);
  const [below, setBelow] = createSignal(0);
  const [isUnreadAbove, setUnreadAbove] = createSignal(false);
  const [place, setPlace] = createSignal<MenuPlace>();
  const [news, setNews] = createSignal('');
  const visibility = makeVisibilityWatch();
  let log: HTMLDivElement | undefined;
  const messageAt = (id: string): MessageRow | undefined => {
    const row = props.messages.byId[id];
    return row?.type === 'message' ? row : undefined;
  };

  const tracker = makeReadTracker<MessageId>({
    hasAttention,
    schedule: (delayMs, task) => {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
    markRead: (shown) => void api.markRead(props.id, [...shown]),
  });
  onMount(() => {
    if (log !== undefined) onCleanup(listenForMenu(log, setPlace));
    props.onSeek(seek.go);
  });
  watchAttention(tracker.look);
  onCleanup(() => {
    visibility.close();
    tracker.close();
  });

  const toEnd = () => handle()?.scrollToIndex(lines().keys.length - 1, { align: 'end' });
  const afterLayout = (task: () => void) => requestAnimationFrame(() => requestAnimationFrame(task));

  /** Older messages were put before what was there: the list must keep its distance from the end. */
  const shift = createMemo<{ readonly first: string | undefined; readonly is: boolean }>(
    (before) => {
      const first = props.messages.order[0];
      return { first, is: before.first !== undefined && first !== before.first && props.messages.order.includes(before.first) };
    },
    { first: undefined, is: false },
  );

  createEffect(
    on(
      () => props.messages.order,
      (order, before) => {
        if (order.length === 0) return;
        if (before === undefined || before.length === 0) {
          const divider = lines().keys.indexOf('unread');
          afterLayout(() => (divider > 0 ? handle()?.scrollToIndex(divider, { align: 'start' }) : toEnd()));
          return;
        }
        const known = new Set(before);
        const last = before[before.length - 1];
        const added = order.slice(last === undefined ? 0 : order.lastIndexOf(last) + 1).filter((id) => !known.has(id));
        if (added.length === 0) return;
        const hasOwn = added.some((id) => messageAt(id)?.mine);
        announce(added);
        if (isAtEnd() || hasOwn) afterLayout(toEnd);
        else setBelow((count) => count + added.filter((id) => props.messages.byId[id]?.type !== 'event').length);
      },
    ),
  );
  const announce = (added: readonly string[]) => {
    const row = added.map(messageAt).findLast((one) => one !== undefined && !one.mine);
    if (row === undefined) return;
    const priority = row.priority === 'normal' ? '' : `${t(`priority.${row.priority}`)}, `;
    setNews(`${priority}${door.name(row.author)}: ${lineOfRow(i18n, row)}`);
  };

  const onScroll = (offset: number) => {
    const list = handle();
    if (list === undefined) return;
    const atEnd = list.scrollSize - offset - list.viewportSize < nearEnd;
    setAtEnd(atEnd);
    if (atEnd) setBelow(0);
    setUnreadAbove(firstUnread() !== undefined && list.findItemIndex(offset) > lines().keys.indexOf('unread'));
    if (offset < nearStart && hasOlder() && props.messages.loaded) props.onOlder();
  };
  const onResize = () => {
    if (isAtEnd()) toEnd();
  };

  const seek = createSeek({
    window: () => ({ order: props.messages.order, byId: props.messages.byId, hasOlder: props.messages.meta?.hasOlder === true }),
    older: (step) => props.onOlder(step),
    found: (target) => showLine(target),
    missing: (target) => {
      if (target.kind === 'date') showLine(target);
      toaster.show({ text: t(target.kind === 'date' ? 'chat.no-date' : 'chat.not-found') });
    },
  });
  const showLine = (target: Target) => {
    const { keys } = lines();
    const isIt = (key: string) =>
      target.kind === 'message' ? key === `m:${target.id}` : key.startsWith('d:') && key.slice(2) >= dayKey(target.atMs);
    const at = keys.findIndex(isIt);
    setAtEnd(false);
    afterLayout(() => {
      handle()?.scrollToIndex(at < 0 ? keys.length - 1 : at, { align: target.kind === 'message' ? 'center' : 'start' });
      if (target.kind === 'message' && log !== undefined) flash(log, target.id);
    });
  };
  const toUnread = () => {
    const id = firstUnread();
    if (id !== undefined) seek.go({ kind: 'message', id, sentAtMs: 0 });
  };
  const menu = createMemo(() => {
    const at = place();
    const row = at === undefined ? undefined : messageAt(at.id);
    return at === undefined || row === undefined ? undefined : { at, row };
  });

  return (
    <div class="thread-frame">
      <div
        class="thread"
        role="log"
        aria-live="off"
        aria-label={t('chat.thread')}
        tabindex="0"
        ref={(made) => {
          log = made;
          visibility.start(made);
        }}
      >
        <div class="thread-space" data-empty={props.messages.order.length === 0 ? '' : undefined}>
          <Show when={props.messages.loaded && hasOlder() === false}>
            <p class="sys">
              <Lock class="i" />
              <span>
                {t('chat.encrypted')} {/* POLICY-10: why there is nothing older. */}
                <Show when={policy()?.retention.weeks}>{(weeks) => `${n('rules.retention.thread', weeks())} `}</Show>
                <Show when={props.messages.order.length === 0}>
                  {door.isGroup() ? t('chat.first-group') : t('chat.first', { name: peer() })}
                </Show>
              </span>
            </p>
          </Show>
          <Show when={hasOlder()}>
            <p class="sys">{t('chat.older')}</p>
          </Show>
          <Show when={!props.messages.loaded}>
            <p class="sys" role="status">
              {t('common.loading')}
            </p>
          </Show>
        </div>
        <Virtualizer
          ref={setHandle}
          data={lines().keys}
          shift={shift().is}
          startMargin={spaceHeight}
          onScroll={onScroll}
          onResize={onResize}
        >
          {(key) => line(key)}
        </Virtualizer>
      </div>
      <p class="sr" aria-live="polite">
        {news()}
      </p>
      <Show when={seek.target()}>
        <p class="seeking" role="status">
          {t('chat.searching')}
        </p>
      </Show>
      <Show when={isUnreadAbove() && seek.target() === undefined}>
        <button type="button" class="btn to-latest" data-k="unread" onClick={toUnread}>
          <ArrowUp class="i" />
          {t('chat.to-unread')}
        </button>
      </Show>
      <Show when={!isAtEnd()}>
        <button
          type="button"
          class="btn to-latest"
          onClick={toEnd}
          title={t('chat.to-latest')}
          aria-label={below() > 0 ? undefined : t('chat.to-latest')}
        >
          <ArrowDown class="i" />
          <Show when={below() > 0}>{n('chat.new-below', below())}</Show>
        </button>
      </Show>
      <Show when={menu()}>
        {(shown) => <MessageMenu row={shown().row} place={shown().at} onClose={() => setPlace(undefined)} />}
      </Show>
    </div>
  );

  /** A key never changes its kind: nothing here waits for a change that cannot come. */
  function line(key: string) {
    const isLast = () => lines().keys[lines().keys.length - 1] === key;
    if (key === 'unread') return <UnreadRule />;
    if (key.startsWith('d:')) return <DayLine day={key.slice(2)} now={now()} />;
    const id = key.slice(2);
    return (
      <MessageLine
        row={props.messages.byId[id]}
        isContinued={lines().continued.has(id)}
        isLastOwn={lines().lastOwn === id}
        isNews={lines().news.has(id)}
        isLast={isLast()}
        watch={visibility.watch}
        onVisible={tracker.seen}
      />
    );
  }
  function peer(): string {
    const conversation = props.messages.meta?.conversation;
    return conversation === undefined ? '' : peerName(i18n, conversation);
  }
};

/** Pixels of .thread-space when the thread is longer than the screen (thread.css). */
const spaceHeight = 44;
