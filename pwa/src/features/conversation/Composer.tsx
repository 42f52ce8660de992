/** Writing: a draft that is never lost, a priority that is chosen on purpose, and a button that says what it will do. */

import {
  type CardDraft,
  type ConversationRow,
  type DraftState,
  defaultForm,
  type MessageDetails,
  type MessageRow,
  maxMentions,
  maxTextCharacters,
  type Person,
  type PhraseRow,
  type Priority,
  type Quote,
} from '@sanad/model/engine/api';
import { createEffect, createMemo, createSignal, createUniqueId, lazy, on, Show, Suspense } from 'solid-js';
import { createPhrases, createUrgentRules, useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { personOf } from '../../app/peers.tsx';
import { PriorityGlyph } from '../../app/priority.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { ComposerAdd } from './ComposerAdd.tsx';
import { ComposerField } from './ComposerField.tsx';
import { ComposerSend } from './ComposerSend.tsx';
import { ComposerStrips } from './ComposerStrips.tsx';
import './composer.css';
import { AttachedFiles } from './attachments/AttachedFiles.tsx';
import { DropZone } from './attachments/DropZone.tsx';
import { createAttachments } from './create-attachments.ts';
import { createDraft } from './create-draft.ts';
import { createKeeper } from './create-keeper.ts';
import { createMentions } from './create-mentions.ts';
import { createSlash } from './create-slash.ts';
import { followDraft } from './follow-draft.ts';
import { MentionPicker } from './MentionPicker.tsx';
import { isWaiting } from './message-actions.ts';
import { PhrasePicker } from './PhrasePicker.tsx';
import { withPhrase } from './slash.ts';
import { takeShared } from './take-shared.ts';
import { takeUrgent } from './take-urgent.ts';
import { useThreadDoor } from './thread-door.ts';

const Capture = lazy(async () => ({ default: (await import('./attachments/Capture.tsx')).Capture }));
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
  const { t } = i18n;
  const { api } = useEngine();
  const door = useThreadDoor();
  const toaster = useToaster();
  const listId = createUniqueId();
  const [isPicking, setPicking] = createSignal(false);
  const [capturing, setCapturing] = createSignal<'photo' | 'voice'>();
  let entry: HTMLTextAreaElement | undefined;
  // Another conversation is another composer. What becomes ready after this one has gone belongs here all the same.
  const conversation = props.conversation.id;
  const keep = createKeeper();
  // The draft at opening: the engine echoes later ones, which must not move the cursor. Those of her other devices are followed.
  const draft = createDraft(
    { text: props.draft?.text ?? '', priority: props.draft?.priority ?? 'normal', plan: props.draft?.urgent },
    ({ text, priority, plan }) =>
      keep(
        api.saveDraft(conversation, text, priority, {
          ...details(text),
          urgent: plan,
        }),
      ),
  );
  const attachments = createAttachments({
    conversation,
    first: props.draft?.attachments ?? [],
    save: draft.keep,
  });
  takeShared(attachments, draft);
  takeUrgent(() => {
    draft.setPriority('urgent');
    setPicking(true);
  });
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
  const isEmpty = () => draft.text().trim() === '';
  const hasFiles = () => props.editing === undefined && attachments.ready().length > 0;
  const canSend = () =>
    (!isEmpty() || hasFiles() || (props.editing?.attachments.length ?? 0) > 0) &&
    draft.text().length <= maxTextCharacters &&
    !attachments.isPreparing();
  /** Nothing is written or attached: the button offers to say it instead. */
  const canRecord = () => props.editing === undefined && isEmpty() && attachments.chips().length === 0 && !isUrgent();
  const isRecording = () => capturing() === 'voice' && props.editing === undefined;
  const isUrgent = () => draft.priority() === 'urgent';
  const rules = createUrgentRules();
  const plan = createMemo(() => {
    const known = rules();
    return draft.plan() ?? (known && defaultForm(known));
  });
  /** A sent message is changed in its words alone. */
  const isEditingSent = () => props.editing !== undefined && !isWaiting(props.editing);

  createEffect(
    on(
      () => props.editing?.id,
      (id, before) => {
        const row = props.editing;
        mentions.close();
        if (id !== undefined && row !== undefined) {
          draft.setAside({ text: row.text, priority: isWaiting(row) ? row.priority : 'normal', plan: undefined });
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
      attachments: attachments.ready(),
    };
  };
  const deliver = (text: string, priority: Priority) => {
    const { editing, conversation } = props;
    if (editing === undefined && priority === 'urgent') return api.sendUrgent(conversation.id, text, plan(), details(text));
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
      attachments.clear();
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
  const endCapture = () => {
    const wasRecording = isRecording();
    setCapturing(undefined);
    // What had the focus is gone; on a phone the field would bring the keyboard.
    if (wasRecording && !matchMedia('(pointer: coarse)').matches) entry?.focus();
  };
  const cursorAt = () => entry?.selectionStart ?? draft.text().length;
  return (
    <Show
      when={personOf(props.conversation)?.trust !== 'unverified'}
      fallback={
        <footer class="composer">
          <p class="strip">{t(personOf(props.conversation)?.gone ? 'composer.gone' : 'composer.cannot-write')}</p>
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
          plan={plan()}
          members={props.members}
          onPlan={() => setPicking(true)}
          onPriorityReset={() => draft.setPriority('normal')}
          cardDrafts={props.cardDrafts}
        />
        <Show when={props.editing === undefined}>
          <AttachedFiles of={attachments} onRemoved={() => entry?.focus()} />
          <DropZone onFiles={attachments.add} />
          <Suspense>
            <Capture of={capturing()} onFile={(file) => attachments.add([file])} onClose={endCapture} />
          </Suspense>
        </Show>
        {/* One thing at a time: what a note is made of stands in its place. */}
        <div class="composer-row" hidden={isRecording()}>
          <Show when={props.editing === undefined}>
            <ComposerAdd
              phrases={phrases()}
              onPhrase={(phrase) => insert(phrase, cursorAt(), cursorAt())}
              onPhoto={() => setCapturing('photo')}
              onFiles={attachments.add}
              onCard={(of) => door.openSheet({ kind: 'card', of, answers: props.answered })}
            />
          </Show>
          <ComposerField
            draft={draft}
            mentions={mentions}
            slash={slash}
            listId={listId}
            hasChoices={props.members.length + phrases().length > 0}
            isEditing={props.editing !== undefined}
            onMade={(field) => {
              entry = field;
            }}
            onTyped={noteTyping}
            onKeyDown={onKeyDown}
            onFiles={attachments.add}
            onPhoto={() => setCapturing('photo')}
          />
          <Show when={!isEditingSent()}>{priorityButton()}</Show>
          <ComposerSend
            isUrgent={isUrgent()}
            isEditing={props.editing !== undefined}
            canRecord={canRecord()}
            canSend={canSend()}
            onSend={() => void send()}
            onRecord={() => setCapturing('voice')}
          />
        </div>
        <Show when={isPicking()}>
          <Suspense>
            <PriorityPicker
              value={draft.priority()}
              rules={rules()}
              plan={props.editing === undefined ? plan() : undefined}
              peer={personOf(props.conversation)}
              members={props.members}
              onPlan={draft.setPlan}
              onClose={() => {
                setPicking(false);
                // Nobody was chosen: nobody would be rung.
                if (draft.plan()?.first?.length === 0) draft.setPlan(undefined);
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
