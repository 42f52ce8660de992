/** The end of a shift: what is open is passed on to whoever has the role next, with a word (CAL-33). */
import type { ShiftRow, UrgentItem } from '@sanad/model/engine/api';
import { createMemo, createSignal, createUniqueId, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { lineOfRow } from '../../app/files/file-words.ts';
import { peerName } from '../../app/peers.tsx';
import { createUrgents, type Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Keyed } from '../../ui/Keyed.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { type Handover, handoverText, isPassedOn, openItems } from './handover.ts';

interface HandoverSheetProps {
  readonly handover: Handover;
  readonly names: Names;
  readonly onGiven: (shift: ShiftRow) => void;
  readonly onClose: () => void;
}
const maxNote = 3000;

export const HandoverSheet = (props: HandoverSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const urgents = createUrgents();
  const items = createMemo(() => openItems(urgents() ?? [], props.names.me()));
  const [kept, setKept] = createSignal<ReadonlySet<string>>(new Set());
  const [note, setNote] = createSignal('');
  const [failure, setFailure] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  const name = () => props.names.name(props.handover.to);
  const chosen = () => items().filter(({ message }) => !kept().has(message.id));
  const passing = () => items().filter((item) => isPassedOn(item, props.handover.to));
  const staying = () => items().filter((item) => !isPassedOn(item, props.handover.to));
  const toggle = (id: string) => {
    const next = new Set(kept());
    if (!next.delete(id)) next.add(id);
    setKept(next);
  };
  const lineOf = (item: UrgentItem) => `${peerName(i18n, item.peer)} · ${lineOfRow(i18n, item.message)}`;
  /** Nothing is passed on to somebody who cannot be written to; and what asks her is passed on before it is said that it was. */
  const send = async (): Promise<string | undefined> => {
    const passed = chosen();
    const text = handoverText(
      { title: t('duty.handover.message', { role: props.handover.shift.role }), items: t('duty.handover.open') },
      passed.map(lineOf),
      note(),
    );
    const direct = await api.openDirect(props.handover.to);
    if (!direct.ok) return failureWords(i18n, direct.error);
    for (const { conversation, message } of passed.filter((item) => isPassedOn(item, props.handover.to))) {
      const said = await api.answerUrgent(conversation, message.id, 'cannot', props.handover.to);
      if (!said.ok) return failureWords(i18n, said.error);
    }
    const sent = await api.sendMessage(direct.value, text, 'medium', { role: props.handover.shift.role });
    return sent.ok ? undefined : failureWords(i18n, sent.error);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (isBusy()) return;
    setBusy(true);
    const { shift } = props.handover;
    const failed = await send();
    setBusy(false);
    setFailure(failed);
    if (failed !== undefined) return;
    toaster.show({ text: t('duty.handover.done', { name: name() }) });
    props.onClose();
    props.onGiven(shift);
  };
  return (
    <Sheet title={t('duty.handover.title', { name: name() })} closeLabel={t('common.close')} open onClose={props.onClose}>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <Show when={items().length === 0}>
          <p class="muted">{t('duty.handover.none')}</p>
        </Show>
        <Show when={passing().length > 0}>
          <Items
            title={t('duty.handover.items', { name: name() })}
            hint={t('duty.handover.hint', { name: name() })}
            items={passing()}
            kept={kept()}
            onToggle={toggle}
          />
        </Show>
        <Show when={staying().length > 0}>
          <Items
            title={t('duty.handover.stay')}
            hint={t('duty.handover.stay.hint', { name: name() })}
            items={staying()}
            kept={kept()}
            onToggle={toggle}
          />
        </Show>
        <TextArea label={t('duty.handover.note')} rows={4} maxlength={maxNote} value={note()} onValue={setNote} />
        {/* It stays under the finger that pressed it. */}
        <Show when={chosen().length === 0 && (note().trim() === '' || note() === t('duty.handover.nothing'))}>
          <p class="hint">{t('duty.handover.nothing.hint')}</p>
          <Button kind="line" wide onClick={() => setNote(t('duty.handover.nothing'))}>
            {t('duty.handover.nothing')}
          </Button>
        </Show>
        <Failure words={failure()} />
        <Button
          kind="primary"
          size="lg"
          wide
          type="submit"
          busy={isBusy()}
          disabled={note().trim() === '' && chosen().length === 0}
        >
          {t('duty.handover.send', { name: name() })}
        </Button>
      </form>
    </Sheet>
  );
};

interface ItemsProps {
  readonly title: string;
  /** What becomes of those that are ticked. */
  readonly hint: string;
  readonly items: readonly UrgentItem[];
  /** Not ticked. */
  readonly kept: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}
const Items = (props: ItemsProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const hint = createUniqueId();
  return (
    <fieldset class="handover-items" aria-describedby={hint}>
      <legend>{props.title}</legend>
      <ul class="card rows">
        <Keyed each={props.items} by={({ message }) => message.id}>
          {(item) => (
            <li>
              <label class="row" data-choice>
                <span class="txt">
                  <bdi dir="auto">{lineOfRow(i18n, item().message)}</bdi>
                  <small>
                    <bdi>{peerName(i18n, item().peer)}</bdi>
                    {' · '}
                    {t(item().message.urgent?.owed ? 'duty.handover.owed' : 'duty.handover.taken')}
                  </small>
                </span>
                <input
                  type="checkbox"
                  class="check"
                  checked={!props.kept.has(item().message.id)}
                  onChange={() => props.onToggle(item().message.id)}
                />
              </label>
            </li>
          )}
        </Keyed>
      </ul>
      <p class="hint" id={hint}>
        {props.hint}
      </p>
    </fieldset>
  );
};
