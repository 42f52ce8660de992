/** Before a message is recalled: what that does, and what it cannot do. */

import type { MessageRow } from '@sanad/model/engine/api';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createSignal, Show } from 'solid-js';
import { ConfirmSheet } from '../../../app/ConfirmSheet.tsx';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { lineOfRow } from '../../../app/files/file-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { useThreadDoor } from '../thread-door.ts';

export const RecallSheet = (props: { readonly row: MessageRow; readonly onClose: () => void }) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api } = useEngine();
  const door = useThreadDoor();
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const readers = () => props.row.seenBy?.read ?? (props.row.delivery === 'read' ? 1 : 0);
  const recall = async () => {
    setBusy(true);
    const result = await api.recallMessage(door.conversation, props.row.id);
    setBusy(false);
    if (result.ok) props.onClose();
    else setFailure(failureWords(i18n, result.error));
  };
  return (
    <ConfirmSheet
      title={t('recall.title')}
      decision={{ isBusy, failure, decide: () => void recall() }}
      submit={t('recall.do')}
      onClose={props.onClose}
    >
      <p class="history-text clip" dir="auto">
        {lineOfRow(i18n, props.row)}
      </p>
      <Banner kind="medium" icon={<TriangleAlert class="i" />}>
        <Show when={readers() > 0}>
          <b>{n('recall.read', readers())}</b>{' '}
        </Show>
        {t('recall.text')}
      </Banner>
      <p class="hint">{t('recall.place')}</p>
    </ConfirmSheet>
  );
};
