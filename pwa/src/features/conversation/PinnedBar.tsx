/** The newest pinned message under the header; more of them behind their count. */

import type { PinnedRow } from '@sanad/model/engine/api';
import Pin from 'lucide-solid/icons/pin';
import { Show } from 'solid-js';
import { lineOf } from '../../app/files/file-words.ts';
import { nameDirection } from '../../app/people.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useThreadDoor } from './thread-door.ts';

export const PinnedBar = (props: { readonly pinned: readonly PinnedRow[] }) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const door = useThreadDoor();
  const who = (row: PinnedRow) => (row.mine ? t('common.you') : door.name(row.author));
  return (
    <Show when={props.pinned[0]}>
      {(newest) => (
        <section class="pins" aria-label={t('pins.title')}>
          <button type="button" class="pin-go" title={t('pins.go')} onClick={() => door.jump(newest().id, newest().sentAtMs)}>
            <Pin class="i" />
            <bdi class="pin-who name-clip" dir={nameDirection(who(newest()))}>
              {who(newest())}
            </bdi>
            <bdi class="pin-text name-clip" dir="auto">
              {lineOf(i18n, newest())}
            </bdi>
          </button>
          <Show when={props.pinned.length > 1}>
            <button
              type="button"
              class="btn pin-all"
              data-kind="quiet"
              aria-haspopup="dialog"
              aria-label={n('pins.count', props.pinned.length)}
              onClick={() => door.openSheet({ kind: 'pinned' })}
            >
              {props.pinned.length}
            </button>
          </Show>
        </section>
      )}
    </Show>
  );
};
