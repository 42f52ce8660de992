/** Writing: a draft that is never lost, a priority that is chosen on purpose, and a button that says what it will do. */
import { type ConversationRow, type MessageRow, maxTextCharacters, type Priority } from '@sanad/model/engine/api';
import CloudOff from 'lucide-solid/icons/cloud-off';
import Pencil from 'lucide-solid/icons/pencil';
import SendHorizontal from 'lucide-solid/icons/send-horizontal';
import X from 'lucide-solid/icons/x';
import { createEffect, createMemo, createSignal, lazy, on, onCleanup, onMount, Show, Suspense } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { peerName, personOf } from '../../app/peers.tsx';
import { PriorityGlyph, PriorityWord } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { UrgentGlyph } from '../../ui/glyphs.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useToaster } from '../../ui/toaster.ts';
import './composer.css';
import { createDraft } from './create-draft.ts';
import { roomLeft } from './message-length.ts';

const PriorityPicker = lazy(async () => ({ default: (await import('./PriorityPicker.tsx')).PriorityPicker }));

interface ComposerProps {
  readonly conversation: ConversationRow;
  readonly draft: { readonly text: string; readonly priority: Priority } | undefined;
  readonly editing: MessageRow | undefined;
  readonly onEditDone: () => void;
}

export const Composer = (props: ComposerProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api, sync } = useEngine();
  const toaster = useToaster();
  const [isPicking, setPicking] = createSignal(false);
  let entry: HTMLTextAreaElement | undefined;
  // The draft at opening: the engine echoes later ones, which must not move the cursor.
  const draft = createDraft(props.draft ?? { text: '', priority: 'normal' }, (text, priority) => {
    if (props.editing === undefined) void api.saveDraft(props.conversation.id, text, priority);
  });
  const name = () => peerName(i18n, props.conversation);
  const room = createMemo(() => roomLeft(draft.text()));
  const isEmpty = () => draft.text().trim() === '';
  const canSend = () => !isEmpty() && draft.text().length <= maxTextCharacters;
  const isUrgent = () => draft.priority() === 'urgent';
  const isOffline = () => sync().connectivity === 'offline';

  const grow = () => {
    if (entry === undefined) return;
    entry.style.blockSize = 'auto';
    entry.style.blockSize = `${entry.scrollHeight}px`;
  };
  createEffect(on(draft.text, grow));
  onMount(() => {
    if (!matchMedia('(pointer: coarse)').matches) entry?.focus({ preventScroll: true });
  });
  createEffect(
    on(
      () => props.editing?.id,
      (id, before) => {
        const row = props.editing;
        if (id !== undefined && row !== undefined) {
          draft.setAside({ text: row.text, priority: row.priority });
          entry?.focus();
        } else if (before !== undefined) draft.takeBack();
      },
    ),
  );
  // Typing in a hurry and closing the window: what was typed is saved first.
  onMount(() => window.addEventListener('pagehide', draft.flush));
  onCleanup(() => {
    window.removeEventListener('pagehide', draft.flush);
    draft.flush();
  });

  const send = async () => {
    if (!canSend()) return;
    const [text, priority, editing] = [draft.text().trim(), draft.priority(), props.editing];
    const result =
      editing === undefined
        ? await api.sendMessage(props.conversation.id, text, priority)
        : await api.editWaiting(props.conversation.id, editing.id, text, priority);
    if (!result.ok) {
      toaster.show({ text: failureWords(i18n, result.error) });
      return;
    }
    if (editing === undefined) draft.clear();
    else props.onEditDone();
    entry?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && props.editing !== undefined) props.onEditDone();
    const isPlainEnter = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
    // On a phone Enter is a new line; there the button sends.
    if (!isPlainEnter || matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    // An urgent is sent by its labelled button or with Ctrl, never by a stray Enter.
    if (!isUrgent() || event.ctrlKey || event.metaKey) void send();
  };
  const field = () => (
    <div class="entry">
      <textarea
        ref={(element) => {
          entry = element;
        }}
        rows={1}
        dir={isEmpty() ? undefined : 'auto'}
        aria-label={t('composer.label')}
        placeholder={t('composer.label')}
        value={draft.text()}
        enterkeyhint="enter"
        onInput={(event) => draft.setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <Show when={room() !== undefined}>
        <span class="room" role="status" data-over={(room() ?? 0) < 0 ? '' : undefined}>
          {(room() ?? 0) < 0 ? n('composer.over', -(room() ?? 0)) : n('composer.left', room() ?? 0)}
        </span>
      </Show>
    </div>
  );
  const priorityButton = () => (
    <IconButton
      label={t('priority.choose', { name: t(`priority.${draft.priority()}`) })}
      aria-haspopup="dialog"
      aria-expanded={isPicking()}
      onClick={() => setPicking(true)}
    >
      <PriorityGlyph of={draft.priority()} />
    </IconButton>
  );
  const sendWord = () => (props.editing !== undefined ? t('composer.save-edit') : t('composer.send'));

  return (
    <Show
      when={personOf(props.conversation)?.trust !== 'unverified'}
      fallback={
        <footer class="composer">
          <p class="strip">{t('composer.cannot-write')}</p>
        </footer>
      }
    >
      <footer class="composer" data-priority={draft.priority() === 'normal' ? undefined : draft.priority()}>
        <Show when={props.editing !== undefined}>
          <div class="strip" data-k="edit">
            <Pencil class="i" />
            <span class="grow">{t('composer.editing')}</span>
            <IconButton label={t('composer.stop-editing')} onClick={props.onEditDone}>
              <X class="i" />
            </IconButton>
          </div>
        </Show>
        <Show when={isOffline() && props.editing === undefined}>
          <div class="strip" data-k="off">
            <CloudOff class="i" />
            <span class="grow">
              {isUrgent() ? `${t('queue.urgent')} ${t('queue.urgent.text')}` : t('composer.offline-strip')}
            </span>
          </div>
        </Show>
        <Show when={draft.priority() !== 'normal'}>
          <div class="strip">
            <PriorityWord of={draft.priority()} />
            <span class="grow">{isUrgent() ? t('composer.urgent-strip', { name: name() }) : t('priority.medium.hint')}</span>
            <IconButton label={t('priority.reset')} onClick={() => draft.setPriority('normal')}>
              <X class="i" />
            </IconButton>
          </div>
        </Show>
        <div class="composer-row">
          {field()}
          {priorityButton()}
          <Show
            when={isUrgent()}
            fallback={
              <IconButton label={sendWord()} kind="accent" disabled={!canSend()} onClick={() => void send()}>
                <SendHorizontal class="i flip" />
              </IconButton>
            }
          >
            <Button kind="urgent" disabled={!canSend()} onClick={() => void send()}>
              <UrgentGlyph />
              {props.editing !== undefined ? t('composer.save-edit') : t('composer.send-urgent')}
            </Button>
          </Show>
        </div>
        <Show when={isPicking()}>
          <Suspense>
            <PriorityPicker
              value={draft.priority()}
              onClose={() => {
                setPicking(false);
                entry?.focus();
              }}
              onChange={draft.setPriority}
            />
          </Suspense>
        </Show>
      </footer>
    </Show>
  );
};
