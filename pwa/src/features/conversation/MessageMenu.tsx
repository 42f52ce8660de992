/** What can be done with one message: beside it on a desk, a sheet from below on a phone. One menu for the whole thread. */
import { type MessageRow, REACTIONS } from '@sanad/model/engine/api';
import BellOff from 'lucide-solid/icons/bell-off';
import Copy from 'lucide-solid/icons/copy';
import FileClock from 'lucide-solid/icons/file-clock';
import Forward from 'lucide-solid/icons/forward';
import Gauge from 'lucide-solid/icons/gauge';
import Info from 'lucide-solid/icons/info';
import ListChecks from 'lucide-solid/icons/list-checks';
import Paperclip from 'lucide-solid/icons/paperclip';
import Pencil from 'lucide-solid/icons/pencil';
import Pin from 'lucide-solid/icons/pin';
import PinOff from 'lucide-solid/icons/pin-off';
import Reply from 'lucide-solid/icons/reply';
import SendHorizontal from 'lucide-solid/icons/send-horizontal';
import Star from 'lucide-solid/icons/star';
import StarOff from 'lucide-solid/icons/star-off';
import Trash from 'lucide-solid/icons/trash';
import Undo2 from 'lucide-solid/icons/undo-2';
import { createMemo, For, onCleanup, onMount, Show } from 'solid-js';
import { Dynamic, Portal } from 'solid-js/web';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import './message-menu.css';
import type { MenuPlace } from './menu-press.ts';
import { actionsOn, type MessageAction, mayReact } from './message-actions.ts';
import { ReactionIcon, reactionWord } from './reaction-words.tsx';
import { useThreadDoor } from './thread-door.ts';

interface MessageMenuProps {
  readonly row: MessageRow;
  readonly place: MenuPlace;
  readonly onClose: () => void;
}

const ICONS = {
  reply: Reply,
  forward: Forward,
  copy: Copy,
  files: Paperclip,
  edit: Pencil,
  pin: Pin,
  unpin: PinOff,
  star: Star,
  unstar: StarOff,
  info: Info,
  history: FileClock,
  recall: Undo2,
  ladder: ListChecks,
  withdraw: BellOff,
  overrate: Gauge,
  'not-overrate': Gauge,
  'send-late': SendHorizontal,
  'delete-waiting': Trash,
} as const satisfies Readonly<Record<MessageAction, unknown>>;
/** They point along the text. */
const flipped: ReadonlySet<MessageAction> = new Set(['reply', 'forward', 'recall', 'send-late']);
const edgePx = 8;

export const MessageMenu = (props: MessageMenuProps) => {
  const { t } = useI18n();
  const isPhone = matchMedia('(max-width: 51.99rem)').matches;
  return (
    <Show
      when={isPhone}
      fallback={
        <Portal>
          <Popover {...props} />
        </Portal>
      }
    >
      <Sheet title={t('msg.actions')} closeLabel={t('common.close')} open onClose={props.onClose}>
        <Items {...props} />
      </Sheet>
    </Show>
  );
};

const Popover = (props: MessageMenuProps) => {
  let panel: HTMLDivElement | undefined;
  const place = () => {
    if (panel === undefined) return;
    const isRtl = document.documentElement.dir === 'rtl';
    const { offsetWidth: width, offsetHeight: height } = panel;
    const left = isRtl ? props.place.x - width : props.place.x;
    const within = (value: number, size: number, room: number) => Math.max(edgePx, Math.min(value, room - size - edgePx));
    panel.style.left = `${within(left, width, innerWidth)}px`;
    panel.style.top = `${within(props.place.y, height, innerHeight)}px`;
  };
  onMount(() => {
    if (panel === undefined) return;
    place();
    // What can be done changes under an open menu: a message that has just left can be answered and pinned.
    const sizes = new ResizeObserver(place);
    sizes.observe(panel);
    addEventListener('resize', place);
    onCleanup(() => {
      sizes.disconnect();
      removeEventListener('resize', place);
    });
  });
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a press outside closes; the keyboard has Escape */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: see above */}
      <div
        class="menu-out"
        onClick={() => props.onClose()}
        onContextMenu={(event) => {
          event.preventDefault();
          props.onClose();
        }}
      />
      <div
        class="msg-menu"
        ref={(made) => {
          panel = made;
        }}
      >
        <Items {...props} />
      </div>
    </>
  );
};

const Items = (props: MessageMenuProps) => {
  const i18n = useI18n();
  const door = useThreadDoor();
  const actions = createMemo(() => actionsOn(props.row, door.rights()));
  const isMine = (word: string) => props.row.reactions.some((one) => one.word === word && one.mine);
  let menu: HTMLDivElement | undefined;
  const items = () => [...(menu?.querySelectorAll<HTMLElement>('button') ?? [])];
  onMount(() => setTimeout(() => items()[0]?.focus()));
  // Closing takes the message away from here: what is needed afterwards is read before.
  const close = () => {
    const { opener } = props.place;
    props.onClose();
    setTimeout(() => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && opener.isConnected) opener.focus();
    });
  };
  const choose = (act: (row: MessageRow) => void) => {
    const { row } = props;
    close();
    act(row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const all = items();
    const at = all.findIndex((one) => one.matches(':focus'));
    const isRtl = document.documentElement.dir === 'rtl';
    const next = { ArrowDown: 1, ArrowUp: -1, ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') close();
    else if (event.key === 'Home') all[0]?.focus();
    else if (event.key === 'End') all.at(-1)?.focus();
    else if (next !== undefined) all[(at + next + all.length) % all.length]?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div
      class="menu-items"
      role="menu"
      tabindex="-1"
      aria-label={i18n.t('msg.actions')}
      onKeyDown={onKeyDown}
      ref={(made) => {
        menu = made;
      }}
    >
      <Show when={mayReact(props.row, door.rights())}>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has no place inside a menu */}
        <div class="menu-reacts" role="group" aria-label={i18n.t('react.title')}>
          <For each={REACTIONS}>
            {(word) => (
              <button
                type="button"
                role="menuitemcheckbox"
                class="chip"
                aria-checked={isMine(word)}
                tabindex="-1"
                onClick={() => choose((row) => door.react(row, word))}
              >
                <ReactionIcon of={word} />
                {reactionWord(i18n, word)}
              </button>
            )}
          </For>
        </div>
      </Show>
      <For each={actions()}>
        {(action) => (
          <button
            type="button"
            role="menuitem"
            class="menu-item"
            data-k={action}
            tabindex="-1"
            onClick={() => choose((row) => door.act(action, row))}
          >
            <Dynamic component={ICONS[action]} class={flipped.has(action) ? 'i flip' : 'i'} />
            {i18n.t(`msg.${action}`)}
          </button>
        )}
      </For>
    </div>
  );
};
