/** What a message said before it was changed: nothing is taken back silently. */

import type { MessageRow } from '@sanad/model/engine/api';
import { For } from 'solid-js';
import { isolateMeasures } from '../../../app/measures.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Sheet } from '../../../ui/Sheet.tsx';

export const HistorySheet = (props: { readonly row: MessageRow; readonly onClose: () => void }) => {
  const { t, dates } = useI18n();
  const at = (ms: number) => t('history.at', { moment: dates().moment(ms, Date.now()) });
  return (
    <Sheet title={t('history.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <ol class="history">
        <li data-now="">
          <p class="hint">
            {t('history.now')} · {at(props.row.edited?.atMs ?? props.row.sentAtMs)}
          </p>
          <p class="history-text" dir="auto">
            {isolateMeasures(props.row.text)}
          </p>
        </li>
        <For each={[...(props.row.edited?.earlier ?? [])].sort((a, b) => b.atMs - a.atMs)}>
          {(one) => (
            <li>
              <p class="hint">{at(one.atMs)}</p>
              <p class="history-text" dir="auto">
                {isolateMeasures(one.text)}
              </p>
            </li>
          )}
        </For>
      </ol>
    </Sheet>
  );
};
