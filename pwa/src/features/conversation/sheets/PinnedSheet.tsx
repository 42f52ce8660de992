/** Every pinned message, newest first; pressing one goes there. */

import type { PinnedRow } from '@sanad/model/engine/api';
import { For } from 'solid-js';
import { lineOf } from '../../../app/files/file-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useThreadDoor } from '../thread-door.ts';

export const PinnedSheet = (props: { readonly pinned: readonly PinnedRow[]; readonly onClose: () => void }) => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const door = useThreadDoor();
  const go = (row: PinnedRow) => {
    props.onClose();
    door.jump(row.id, row.sentAtMs);
  };
  return (
    <Sheet title={t('pins.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <ul class="card rows">
        <For each={props.pinned}>
          {(row) => (
            <li>
              <button type="button" class="row" onClick={() => go(row)}>
                <span class="txt">
                  <span class="few-lines page-side" dir="auto">
                    {lineOf(i18n, row)}
                  </span>
                  <small>
                    <bdi>{row.mine ? t('common.you') : door.name(row.author)}</bdi> · {dates().moment(row.sentAtMs, Date.now())}
                  </small>
                </span>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Sheet>
  );
};
