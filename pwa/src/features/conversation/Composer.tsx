/** Writing: a draft that is never lost, a priority that is chosen on purpose, and a button that says what it will do. */

import {
  type CardDraft,
  type ConversationRow,
  type DraftState,
  type MessageDetails,
  type MessageRow,
  maxMentions,
  maxTextCharacters,
  type Person,
  type PhraseRow,
  type Priority,
  type Quote,
} from '@sanad/model/engine/api';
import Check from 'lucide-solid/icons/check';
import SendHorizontal from 'lucide-solid/icons/send-horizontal';
import { createEffect, createMemo, createSignal, createUniqueId, lazy, on, onMount, Show, Suspense } from 'solid-js';
import { createPhrases, useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { personOf } from '../../app/peers.tsx';
import { PriorityGlyph } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { UrgentGlyph } from '../../ui/glyphs.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { ComposerAdd } from './ComposerAdd.tsx';
import { ComposerStrips } from './ComposerStrips.tsx';
import './composer.css';
import { createDraft } from './create-draft.ts';
import { createKeeper } from './create-keeper.ts';
import { createMentions } from './create-mentions.ts';
import { createSlash } from './create-slash.ts';
import { followDraft } from './follow-draft.ts';
import { MentionPicker } from './MentionPicker.tsx';
import { isWaiting } from './message-actions.ts';
import { roomLeft } from './message-length.ts';
import { PhrasePicker } from './PhrasePicker.tsx';
import { withPhrase } from './slash.ts';
import { useThreadDoor } from './thread-door.ts';

const PriorityPicker = lazy(async () => ({ default: (await import('./PriorityPicker.tsx')).PriorityPicker }));

interface ComposerProps {
  readonly conversation: ConversationRow;
  readonly draft: DraftState | undefined;
  /** Whom a group lets me mention. */
  readonly members: readonly Person[];
  /** Who will read this, when that has changed. */
  readonly notice: string | undefined;
  /** Forms that were begun here. */
  readonly cardDrafts: readonly CardDraft[];
  /** One without a form: forms are changed in their own sheet. */
  readonly editing: MessageRow | undefined;
  readonly onEditDone: () => void;
  readonly answered: Quote | undefined;
  /** A draft answers this; undefined: nothing. */
  readonly onAnswer: (quote: Quote | undefined) => void;
  /** TRUST-4: an identity is to be accepted first; `send` sends what was to leave. */
  readonly onUnaccepted: (send: () => void) => void;
}

const noteEveryMs = 2000;

export const Composer = (props: ComposerProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const door = useThreadDoor();
  const toaster = useToaster();
  const listId = createUniqueId();
  const [isPicking, setPicking] = createSignal(false);
  let entry: HTMLTextAreaElement | undefined;
  const keep = createKeeper();
  // The draft at opening: the engine echoes later ones, which must not move the cursor. Those of her other devices are followed.
  const draft = createDraft(props.draft ?? { text: '', priority: 'normal' }, (text, priority) =>
    keep(api.saveDraft(props.conversation.id, text, priority, details(text))),
  );
  let notedAtMs = 0;
  /** The engine sends one every few seconds at most: it need not hear of every key. */
  const noteTyping = () => {
    if (Date.now() - notedAtMs < noteEveryMs) return;
    notedAtMs = Date.now();
    void api.noteTyping(props.conversation.id);
  };
  const mentions = createMentions({
    members: () => props.members,
    text: draft.text,
    write: (text, cursor) => {
      draft.setText(text);
      entry?.setSelectionRange(cursor, cursor);
    },
  });
  const kept = createPhrases();
  const phrases = () => kept() ?? [];
  /** In place of what stands between the two places; never sent by itself. */
  const insert = (phrase: PhraseRow, from: number, to: number) => {
    const { text, cursor } = withPhrase(draft.text(), from, to, phrase.text);
    draft.setText(text);
    entry?.focus();
    entry?.setSelectionRange(cursor, cursor);
    void api.notePhrase(phrase.id);
  };
  const slash = createSlash({
    phrases,
    language: i18n.language,
    text: draft.text,
    choose: (phrase) => insert(phrase, 0, draft.text().length),
  });
  const room = createMemo(() => roomLeft(draft.text()));
  const isEmpty = () => draft.text().trim() === '';
  const canSend = () => !isEmpty() && draft.text().length <= maxTextCharacters;
  const isUrgent = () => draft.priority() === 'urgent';
  /** A sent message is changed in its words alone. */
  const isEditingSent = () => props.editing !== undefined && !isWaiting(props.editing);

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
        mentions.close();
        if (id !== undefined && row !== undefined) {
          draft.setAside({ text: row.text, priority: isWaiting(row) ? row.priority : 'normal' });
          entry?.focus();
        } else if (before !== undefined) draft.takeBack();
      },
    ),
  );
  followDraft({
    draft,
    saved: () => props.draft,
    answered: () => props.answered,
    answer: (quote) => props.onAnswer(quote),
    restoreMentions: mentions.restore,
    focus: () => entry?.focus(),
  });

  const details = (text: string): MessageDetails => {
    const { answered } = props;
    return {
      replyTo: answered === undefined ? undefined : { id: answered.id, sentAtMs: answered.sentAtMs },
      mentions: mentions.mentioned(text).slice(0, maxMentions),
    };
  };
  const deliver = (text: string, priority: Priority) => {
    const { editing, conversation } = props;
    if (editing === undefined) return api.sendMessage(conversation.id, text, priority, details(text));
    // Who was named before stays named as long as her name stands in the text.
    const named = mentions.mentioned(text).slice(0, maxMentions);
    if (isWaiting(editing)) return api.editWaiting(conversation.id, editing.id, text, priority, { mentions: named });
    return api.editMessage(conversation.id, editing.id, text, named);
  };
  const send = async () => {
    if (!canSend()) return;
    const isEdit = props.editing !== undefined;
    const result = await deliver(draft.text().trim(), draft.priority());
    if (!result.ok && result.error.type === 'identity-changed') return props.onUnaccepted(() => void send());
    if (!result.ok) {
      toaster.show({ text: failureWords(i18n, result.error) });
      return;
    }
    if (isEdit) props.onEditDone();
    else {
      draft.clear();
      notedAtMs = 0;
      mentions.forget();
      props.onAnswer(undefined);
    }
    entry?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (slash.key(event) || mentions.key(event)) return;
    if (event.key === 'Escape') {
      if (props.editing !== undefined) props.onEditDone();
      else if (props.answered !== undefined) props.onAnswer(undefined);
    }
    const isPlainEnter = event.key === 'Enter' && !event.shiftKey && !event.isComposing;
    // On a phone Enter is a new line; there the button sends.
    if (!isPlainEnter || matchMedia('(pointer: coarse)').matches) return;
    event.preventDefault();
    // An urgent is sent by its labelled button or with Ctrl, never by a stray Enter.
    if (!isUrgent() || event.ctrlKey || event.metaKey) void send();
  };
  const isNaming = () => mentions.choices().length > 0;
  const isAsking = () => slash.choices().length > 0;
  const markedId = () => (isAsking() ? `${listId}-${slash.marked()}` : isNaming() ? `${listId}-${mentions.marked()}` : undefined);
  const look = (cursor: number) => {
    slash.look(cursor);
    mentions.look(cursor);
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
        aria-autocomplete={props.members.length + phrases().length > 0 ? 'list' : undefined}
        aria-controls={isAsking() || isNaming() ? listId : undefined}
        aria-activedescendant={markedId()}
        placeholder={t('composer.label')}
        value={draft.text()}
        enterkeyhint="enter"
        onInput={(event) => {
          draft.setText(event.currentTarget.value);
          noteTyping();
          look(event.currentTarget.selectionStart);
        }}
        onClick={(event) => look(event.currentTarget.selectionStart)}
        onBlur={() => {
          slash.close();
          mentions.close();
        }}
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
  const cursorAt = () => entry?.selectionStart ?? draft.text().length;
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
        <Show when={isNaming()}>
          <MentionPicker id={listId} choices={mentions.choices()} marked={mentions.marked()} onChoose={mentions.choose} />
        </Show>
        <Show when={isAsking()}>
          <PhrasePicker id={listId} choices={slash.choices()} marked={slash.marked()} onChoose={slash.choose} />
        </Show>
        <ComposerStrips
          conversation={props.conversation}
          notice={props.notice}
          editing={props.editing}
          onEditDone={props.onEditDone}
          answered={props.answered}
          onAnswerDone={() => props.onAnswer(undefined)}
          priority={draft.priority()}
          onPriorityReset={() => draft.setPriority('normal')}
          cardDrafts={props.cardDrafts}
        />
        <div class="composer-row">
          <Show when={props.editing === undefined}>
            <ComposerAdd
              phrases={phrases()}
              onPhrase={(phrase) => insert(phrase, cursorAt(), cursorAt())}
              onCard={(of) => door.openSheet({ kind: 'card', of, answers: props.answered })}
            />
          </Show>
          {field()}
          <Show when={!isEditingSent()}>{priorityButton()}</Show>
          <Show
            when={isUrgent()}
            fallback={
              <IconButton label={sendWord()} kind="accent" disabled={!canSend()} onClick={() => void send()}>
                <Show when={props.editing !== undefined} fallback={<SendHorizontal class="i flip" />}>
                  <Check class="i" />
                </Show>
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
