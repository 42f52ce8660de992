/**
 * The messages, virtualised. New ones keep the thread at its end only when it was there; older ones are asked for before the top is
 * reached and do not move what is being read. What arrives is read aloud by its own region: the log itself is silent, because a
 * virtual list makes and removes lines while it is scrolled.
 */
import type { MessageRow } from '@sanad/model/engine/api';
import type { MessageId, SpaceId } from '@sanad/model/ids';
import ArrowDown from 'lucide-solid/icons/arrow-down';
import Lock from 'lucide-solid/icons/lock';
import { createEffect, createMemo, createSignal, on, onCleanup, onMount, Show } from 'solid-js';
import { Virtualizer, type VirtualizerHandle } from 'virtua/solid';
import { type MessageWindow, useEngine } from '../../app/engine-client.ts';
import { createNow } from '../../app/now.ts';
import { peerName, personOf } from '../../app/peers.tsx';
import { personName } from '../../app/people.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { makeReadTracker } from './read-tracker.ts';
import { DayLine, MessageLine, UnreadRule } from './ThreadLine.tsx';
import './thread.css';
import { threadLines } from './thread-items.ts';
import { makeVisibilityWatch } from './watch-visible.ts';

interface ThreadProps {
  readonly id: SpaceId;
  readonly messages: MessageWindow;
  readonly onOlder: () => void;
  readonly onEdit: (id: MessageId) => void;
}

const nearEnd = 64;
const nearStart = 600;

export const Thread = (props: ThreadProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const now = createNow();
  // Each patch brings a new `meta`: what did not change in it must not make the lines again.
  const firstUnread = createMemo(() => props.messages.meta?.firstUnread);
  const hasOlder = createMemo(() => props.messages.meta?.hasOlder);
  const lines = createMemo(() => threadLines(props.messages.order, props.messages.byId, firstUnread()));
  const [handle, setHandle] = createSignal<VirtualizerHandle>();
  const [isAtEnd, setAtEnd] = createSignal(true);
  const [below, setBelow] = createSignal(0);
  const [news, setNews] = createSignal('');
  const visibility = makeVisibilityWatch();
  const messageAt = (id: string): MessageRow | undefined => {
    const row = props.messages.byId[id];
    return row?.type === 'message' ? row : undefined;
  };

  const tracker = makeReadTracker<MessageId>({
    hasAttention: () => document.visibilityState === 'visible' && document.hasFocus(),
    schedule: (delayMs, task) => {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
    markRead: (shown) => void api.markRead(props.id, [...shown]),
  });
  onMount(() => {
    for (const event of ['focus', 'blur'] as const) window.addEventListener(event, tracker.look);
    document.addEventListener('visibilitychange', tracker.look);
  });
  onCleanup(() => {
    for (const event of ['focus', 'blur'] as const) window.removeEventListener(event, tracker.look);
    document.removeEventListener('visibilitychange', tracker.look);
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
        else setBelow((count) => count + added.length);
      },
    ),
  );
  const announce = (added: readonly string[]) => {
    const row = added.map(messageAt).findLast((one) => one !== undefined && !one.mine);
    const person = personOf(props.messages.meta?.conversation);
    if (row === undefined || person === undefined) return;
    const priority = row.priority === 'normal' ? '' : `${t(`priority.${row.priority}`)}, `;
    setNews(`${priority}${personName(i18n, person)}: ${row.text}`);
  };

  const onScroll = (offset: number) => {
    const list = handle();
    if (list === undefined) return;
    const atEnd = list.scrollSize - offset - list.viewportSize < nearEnd;
    setAtEnd(atEnd);
    if (atEnd) setBelow(0);
    if (offset < nearStart && hasOlder() && props.messages.loaded) props.onOlder();
  };
  const onResize = () => {
    if (isAtEnd()) toEnd();
  };

  return (
    <div class="thread-frame">
      <div class="thread" role="log" aria-live="off" aria-label={t('chat.thread')} tabindex="0" ref={visibility.start}>
        <div class="thread-space" data-empty={props.messages.order.length === 0 ? '' : undefined}>
          <Show when={props.messages.loaded && hasOlder() === false}>
            <p class="sys">
              <Lock class="i" />
              <span>
                {t('chat.encrypted')}{' '}
                <Show when={props.messages.order.length === 0}>{t('chat.first', { name: personOrEmpty() })}</Show>
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
      <Show when={!isAtEnd()}>
        <button
          type="button"
          class="btn to-latest"
          onClick={toEnd}
          aria-label={below() > 0 ? n('chat.new-below', below()) : t('chat.to-latest')}
        >
          <ArrowDown class="i" />
          <Show when={below() > 0}>
            <span class="count">{below()}</span>
          </Show>
        </button>
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
        row={messageAt(id)}
        conversation={props.id}
        person={personOf(props.messages.meta?.conversation)}
        isContinued={lines().continued.has(id)}
        isLastOwn={lines().lastOwn === id}
        isNews={lines().news.has(id)}
        isLast={isLast()}
        watch={visibility.watch}
        onVisible={tracker.seen}
        onEdit={props.onEdit}
      />
    );
  }
  function personOrEmpty(): string {
    const peer = props.messages.meta?.conversation;
    return peer === undefined ? '' : peerName(i18n, peer);
  }
};

/** Pixels of .thread-space when the thread is longer than the screen (thread.css). */
const spaceHeight = 44;
