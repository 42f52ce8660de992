/** Person by person: read, on her device, on the server. Asked again when the counts of the message change. */
import type { MessageRow, ReceiptRow } from '@sanad/model/engine/api';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { createReadsShown, useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { ProfessionTag } from '../../../app/people.tsx';
import { daysBetween } from '../../../i18n/dates.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Failure } from '../../../ui/Failure.tsx';
import { DeliveryGlyph } from '../../../ui/glyphs.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useThreadDoor } from '../thread-door.ts';
import { PersonRow } from './PersonRow.tsx';

const STATES = ['read', 'delivered', 'sent'] as const;

export const InfoSheet = (props: { readonly row: MessageRow; readonly onClose: () => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const door = useThreadDoor();
  const [receipts, setReceipts] = createSignal<readonly ReceiptRow[]>();
  const [failure, setFailure] = createSignal<string>();
  const counts = () => `${props.row.id} ${props.row.delivery} ${props.row.seenBy?.delivered} ${props.row.seenBy?.read}`;
  const ask = async () => {
    const result = await api.receipts(door.conversation, props.row.id);
    if (result.ok) setReceipts(result.value);
    else setFailure(failureWords(i18n, result.error));
  };
  createEffect(on(counts, () => void ask()));
  const opened = Date.now();
  const stamp = (ms: number): string => (daysBetween(ms, opened) === 0 ? i18n.dates().time(ms) : i18n.dates().moment(ms, opened));
  /** When her device said so: "lu à 14:10", and before it "reçu à 14:05" where that was another minute. */
  const timesOf = ({ state, deliveredAtMs, readAtMs }: ReceiptRow): readonly string[] => {
    const at = (ms: number | undefined) => (ms === undefined ? undefined : stamp(ms));
    const [delivered, read] = [at(deliveredAtMs), state === 'read' ? at(readAtMs) : undefined];
    return [
      ...(read === undefined ? [] : [t('info.read-at', { time: read })]),
      ...(delivered === undefined || delivered === read ? [] : [t('info.delivered-at', { time: delivered })]),
    ];
  };
  const areReadsShown = createReadsShown();
  const states = () => (areReadsShown() === false ? STATES.filter((state) => state !== 'read') : STATES);
  const of = (state: ReceiptRow['state']) => (receipts() ?? []).filter((one) => one.state === state);
  return (
    <Sheet title={t('info.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Failure words={failure()} />
      <Show
        when={receipts() !== undefined}
        fallback={failure() === undefined ? <p class="hint">{t('common.loading')}</p> : undefined}
      >
        <Show when={areReadsShown() === false}>
          <p class="hint">{t('info.reads-off')}</p>
        </Show>
        <For each={states()}>
          {(state) => (
            <section class="sec">
              <h3 class="sec-head">
                <span class="state" data-s={state}>
                  <DeliveryGlyph of={state} label={undefined} />
                </span>
                {t(`info.${state}`)}
                <span class="num">{of(state).length}</span>
              </h3>
              <ul class="card rows">
                <For each={of(state)} fallback={<li class="row hint">{t('info.none')}</li>}>
                  {(one) => (
                    <PersonRow user={one.user}>
                      <Show when={door.person(one.user)}>
                        {(person) => (
                          <small>
                            <ProfessionTag of={person().profession} />
                            <For each={timesOf(one)}>{(words) => <> · {words}</>}</For>
                          </small>
                        )}
                      </Show>
                    </PersonRow>
                  )}
                </For>
              </ul>
            </section>
          )}
        </For>
      </Show>
    </Sheet>
  );
};
