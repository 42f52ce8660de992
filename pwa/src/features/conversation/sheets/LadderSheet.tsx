/** The honest ladder of an urgent message: how far it is with each person, when, and what did not get through. */
import type { LadderRow, MessageRow } from '@sanad/model/engine/api';
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { createUrgents } from '../../../app/urgent/use-urgents.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Sheet } from '../../../ui/Sheet.tsx';
import { rungWords } from '../ladder-words.ts';
import { useThreadDoor } from '../thread-door.ts';
import { PersonRow } from './PersonRow.tsx';

export const LadderSheet = (props: { readonly row: MessageRow; readonly onClose: () => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const door = useThreadDoor();
  const [rows, setRows] = createSignal<readonly LadderRow[]>();
  // Told after each change of what the ladder is made of; the thread's row alone knows a change a moment earlier, and of rings and marks nothing.
  const changes = createUrgents();
  let asked = 0;
  createEffect(
    on(changes, async () => {
      asked += 1;
      const turn = asked;
      const ladder = await api.urgentLadder(door.conversation, props.row.id);
      if (ladder.ok && turn === asked) setRows(() => ladder.value);
    }),
  );
  const groups = createMemo(() => {
    const all = rows() ?? [];
    return [
      { title: 'ladder.first', people: all.filter(({ stage }) => stage === 0) },
      { title: 'ladder.then', people: all.filter(({ stage }) => stage !== undefined && stage > 0) },
      { title: 'ladder.others', people: all.filter(({ stage }) => stage === undefined) },
    ] as const;
  });
  return (
    <Sheet title={t('ladder.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Show when={rows()} fallback={<p role="status">{t('common.loading')}</p>}>
        <For each={groups().filter(({ people }) => people.length > 0)}>
          {(group) => (
            <section class="sec">
              <h3 class="sec-head">{t(group.title)}</h3>
              <ul class="card rows">
                <For each={group.people}>
                  {(one) => (
                    <PersonRow user={one.user} state={one.state}>
                      <small class="ladder-said">
                        <For each={rungWords(one, { i18n, name: door.name })}>{(words) => <span>{words}</span>}</For>
                      </small>
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
