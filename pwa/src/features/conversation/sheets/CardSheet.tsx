/**
 * A form, filled in field by field. It is kept while it is typed: whoever is called away closes the sheet and goes on where she was.
 * Nothing leaves before the button says so.
 */
import { type Card, type CardDraft, cardText, maxCardFieldCharacters, PRIORITIES } from '@sanad/model/engine/api';
import Eye from 'lucide-solid/icons/eye';
import Pencil from 'lucide-solid/icons/pencil';
import SendHorizontal from 'lucide-solid/icons/send-horizontal';
import { createSignal, For, onMount, Show } from 'solid-js';
import { createUrgentRules, useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { PriorityGlyph } from '../../../app/priority.tsx';
import { refusedWords } from '../../../app/urgent/rule-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { UrgentGlyph } from '../../../ui/glyphs.tsx';
import { Segments } from '../../../ui/Segments.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { CardWords } from '../CardWords.tsx';
import { type CardTask, draftFor, firstTexts, kindOf, offeredFields, slotOf } from '../card-form.ts';
import { createCardForm } from '../create-card-form.ts';
import { createKeeper } from '../create-keeper.ts';
import { isWaiting } from '../message-actions.ts';
import { useThreadDoor } from '../thread-door.ts';

interface CardSheetProps {
  /** Of the moment when the sheet is opened. */
  readonly task: CardTask;
  readonly drafts: readonly CardDraft[];
  readonly onSent: () => void;
  readonly onClose: () => void;
}

export const CardSheet = (props: CardSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, sync } = useEngine();
  const door = useThreadDoor();
  const keep = createKeeper();
  const rules = createUrgentRules();
  const refusing = () => (rules()?.allowed === false ? rules() : undefined);
  // The sheet is about what it was opened for, whatever arrives meanwhile.
  const { task } = props;
  const kind = kindOf(task);
  const fields = offeredFields(task);
  const before = { texts: firstTexts(task), priority: task.mode === 'edit' ? task.row.priority : 'normal' } as const;
  const draft = draftFor(props.drafts, task);
  const form = createCardForm({
    texts: draft?.texts ?? before.texts,
    priority: draft?.priority ?? before.priority,
    before,
    save: (content) => void keep(api.saveCardDraft(door.conversation, { ...slotOf(task), ...content })),
  });
  const [isPreview, setPreview] = createSignal(false);
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  let body: HTMLFormElement | undefined;
  onMount(() => body?.querySelector('textarea')?.focus());

  const card = (): Card => ({ kind, texts: form.texts().map((text) => text.trim()) });
  const isEmpty = () => cardText(card()) === '';
  const isUrgent = () => form.priority() === 'urgent';
  /** A message that was sent is changed in its words alone. */
  const isSent = task.mode === 'edit' && !isWaiting(task.row);
  const isEdit = task.mode === 'edit';

  function deliver() {
    const [made, priority] = [card(), form.priority()];
    const { conversation } = door;
    if (task.mode === 'edit')
      return isSent
        ? api.editMessage(conversation, task.row.id, cardText(made), [], made)
        : api.editWaiting(conversation, task.row.id, cardText(made), priority, { card: made });
    const answered = task.mode === 'synthesis' ? task.row : task.answers;
    const replyTo = answered && { id: answered.id, sentAtMs: answered.sentAtMs };
    return api.sendMessage(conversation, cardText(made), priority, { replyTo, card: made });
  }
  const send = async () => {
    if (isEmpty() || isBusy()) return;
    setBusy(true);
    setFailure(undefined);
    form.sending();
    const result = await deliver();
    setBusy(false);
    if (!result.ok) {
      form.goOn();
      setFailure(failureWords(i18n, result.error));
      return;
    }
    if (!isEdit) props.onSent();
    props.onClose();
  };
  const receivedFrom = () => (task.mode === 'synthesis' ? t('card.received', { name: door.name(task.row.author) }) : '');
  const title = () => {
    if (task.mode === 'edit') return t('card.edit');
    return task.mode === 'synthesis' ? t('card.synthesis') : t(`card.${kind}.title`);
  };

  return (
    <Sheet title={title()} closeLabel={t('common.close')} open onClose={props.onClose}>
      <form
        class="card-form"
        ref={(made) => {
          body = made;
        }}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Show when={task.mode === 'new'}>
          <p class="hint">{t(`card.${kind}.hint`)}</p>
        </Show>
        <Show when={task.mode === 'synthesis' ? task.row.card : undefined}>
          {(received) => (
            <section class="sec">
              <h3 class="sec-head">{receivedFrom()}</h3>
              <CardWords card={received()} mentions={[]} />
            </section>
          )}
        </Show>
        <Show
          when={!isPreview()}
          fallback={isEmpty() ? <p class="hint">{t('card.nothing')}</p> : <CardWords card={card()} mentions={[]} />}
        >
          <For each={fields}>
            {({ field, at }) => (
              <TextArea
                label={t(`card.${field}`)}
                hint={t(`card.${field}.hint`)}
                rows={2}
                maxlength={maxCardFieldCharacters}
                value={form.texts()[at] ?? ''}
                onValue={(text) => form.setText(at, text)}
              />
            )}
          </For>
          <Show when={kind === 'ipass' && task.mode === 'new'}>
            <p class="hint">{t('card.synthesis.later')}</p>
          </Show>
        </Show>
        <Show when={!isSent}>
          <div class="field">
            <span class="label">{t('card.priority')}</span>
            <Segments
              label={t('card.priority')}
              value={form.priority()}
              options={PRIORITIES.filter((value) => value !== 'urgent' || isUrgent() || refusing() === undefined).map(
                (value) => ({
                  value,
                  label: t(`priority.${value}`),
                  end: <PriorityGlyph of={value} />,
                }),
              )}
              onChange={form.setPriority}
            />
            <Show when={refusing()}>{(found) => <p class="hint">{refusedWords(i18n, found(), undefined)}</p>}</Show>
          </div>
        </Show>
        <Failure words={failure()} />
        <p class="hint">{sync().connectivity === 'offline' ? t('composer.offline-strip') : t('card.kept')}</p>
        <div class="btns" data-fill="">
          <Button kind="line" size="lg" onClick={() => setPreview((shown) => !shown)}>
            <Show when={isPreview()} fallback={<Eye class="i" />}>
              <Pencil class="i" />
            </Show>
            {t(isPreview() ? 'card.write' : 'card.preview')}
          </Button>
          <Button
            kind={isUrgent() && !isSent ? 'urgent' : 'primary'}
            size="lg"
            type="submit"
            disabled={isEmpty()}
            busy={isBusy()}
          >
            <Show when={isUrgent() && !isSent} fallback={isEdit ? undefined : <SendHorizontal class="i flip" />}>
              <UrgentGlyph />
            </Show>
            {t(isEdit ? 'composer.save-edit' : isUrgent() ? 'composer.send-urgent' : 'composer.send')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
};
