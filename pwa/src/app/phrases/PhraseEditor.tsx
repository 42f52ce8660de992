/** The phrases of one person or group: added, changed, deleted (and brought back), in the order that is chosen. */
import { maxPhrases, type PhraseRow } from '@sanad/model/engine/api';
import type { PhraseId, SpaceId } from '@sanad/model/ids';
import Pencil from 'lucide-solid/icons/pencil';
import Plus from 'lucide-solid/icons/plus';
import Trash from 'lucide-solid/icons/trash';
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { orderPhrases, PHRASE_ORDERS, type PhraseOrder } from './order-phrases.ts';
import { PhraseForm } from './PhraseForm.tsx';
import './phrases.css';

interface PhraseEditorProps {
  readonly phrases: readonly PhraseRow[];
  /** Undefined: my own. */
  readonly group?: SpaceId | undefined;
  /** While there are none. */
  readonly empty: JSX.Element;
}

export const PhraseEditor = (props: PhraseEditorProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const [open, setOpen] = createSignal<PhraseId | 'new'>();
  const [order, setOrder] = createSignal<PhraseOrder>('use');
  const byId = createMemo(() => new Map(props.phrases.map((phrase) => [phrase.id, phrase])));
  // By id: a delivery of the engine makes every row anew, and must not close what is being written.
  const ids = createMemo(() => orderPhrases(props.phrases, order(), i18n.language()).map(({ id }) => id));
  const isFull = () => props.phrases.length >= maxPhrases;
  let list: HTMLDivElement | undefined;

  const close = () => {
    const was = open();
    setOpen(undefined);
    const opener = was === undefined ? null : list?.querySelector<HTMLElement>(`[data-open="${was}"]`);
    opener?.focus();
  };
  const inGroup = () => (props.group === undefined ? {} : { group: props.group });
  const bringBack = async ({ id, text }: PhraseRow) => {
    const result = await api.savePhrase({ id, text, ...inGroup() });
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
  };
  const remove = async (phrase: PhraseRow) => {
    const result = await api.deletePhrase(phrase.id, props.group);
    if (!result.ok) return toaster.show({ text: failureWords(i18n, result.error) });
    const undo = { label: t('choice.undo'), run: () => void bringBack(phrase) };
    toaster.show({ text: t('phrase.deleted'), action: undo });
    list?.querySelector<HTMLElement>('[data-open="new"]')?.focus();
  };

  return (
    <div
      class="stack"
      ref={(made) => {
        list = made;
      }}
    >
      <Show when={ids().length === 0 && open() === undefined}>{props.empty}</Show>
      <Show
        when={open() !== 'new'}
        fallback={
          <div class="card card-pad">
            <PhraseForm text="" group={props.group} onClose={close} />
          </div>
        }
      >
        <div class="btns">
          <Button kind="line" data-open="new" disabled={isFull()} onClick={() => setOpen('new')}>
            <Plus class="i" />
            {t('phrase.add')}
          </Button>
        </div>
      </Show>
      <Show when={isFull()}>
        <p class="hint">{t('phrase.full', { max: maxPhrases })}</p>
      </Show>
      <Show when={ids().length > 1}>
        <Segments
          label={t('phrase.order')}
          value={order()}
          options={PHRASE_ORDERS.map((value) => ({ value, label: t(`phrase.order.${value}`) }))}
          onChange={setOrder}
        />
      </Show>
      <Show when={ids().length > 0}>
        <ul class="card rows">
          <For each={ids()}>
            {(id) => (
              <Show when={byId().get(id)}>
                {(phrase) => (
                  <li class="row" data-form={open() === id ? '' : undefined}>
                    <Show
                      when={open() !== id}
                      fallback={<PhraseForm id={id} text={phrase().text} group={props.group} onClose={close} />}
                    >
                      <span class="txt">
                        <span class="phrase-text page-side" dir="auto">
                          {phrase().text}
                        </span>
                        <Show when={phrase().uses > 0}>
                          <small>{n('phrase.uses', phrase().uses)}</small>
                        </Show>
                      </span>
                      <IconButton
                        label={t('phrase.edit', { text: beginning(phrase().text) })}
                        data-open={id}
                        onClick={() => setOpen(id)}
                      >
                        <Pencil class="i" />
                      </IconButton>
                      <IconButton
                        label={t('phrase.delete', { text: beginning(phrase().text) })}
                        onClick={() => void remove(phrase())}
                      >
                        <Trash class="i" />
                      </IconButton>
                    </Show>
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
};

const namedCharacters = 60;
/** Enough of it to tell it from the others. */
const beginning = (text: string): string => (text.length > namedCharacters ? `${text.slice(0, namedCharacters)}…` : text);
