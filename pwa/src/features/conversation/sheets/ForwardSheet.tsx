/** Chooses the conversation that gets a copy. Those in which nothing can be written are not offered. */
import type { ConversationRow, MessageRow } from '@sanad/model/engine/api';
import { createMemo, createSignal, For } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { matches } from '../../../app/fold.ts';
import { groupOf, PeerAvatar, PeerName, peerName, personOf } from '../../../app/peers.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { SearchBox } from '../../../ui/SearchBox.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { useThreadDoor } from '../thread-door.ts';

export const ForwardSheet = (props: { readonly row: MessageRow; readonly onClose: () => void }) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { api, conversations } = useEngine();
  const door = useThreadDoor();
  const toaster = useToaster();
  const [query, setQuery] = createSignal('');
  const open = createMemo(() =>
    conversations.order.flatMap((id) => {
      const row = conversations.byId[id];
      const isClosed = row === undefined || groupOf(row)?.ended !== undefined || personOf(row)?.trust === 'unverified';
      return isClosed ? [] : [row];
    }),
  );
  const shown = () => open().filter((row) => matches(query(), [peerName(i18n, row), personOf(row)?.unit ?? '']));
  const forward = async (to: ConversationRow) => {
    const { id } = props.row;
    props.onClose();
    const result = await api.forwardMessage(door.conversation, id, to.id);
    toaster.show({ text: result.ok ? t('forward.done', { name: peerName(i18n, to) }) : failureWords(i18n, result.error) });
  };
  return (
    <Sheet title={t('forward.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <p class="history-text clip" dir="auto">
        {props.row.text}
      </p>
      <SearchBox label={t('forward.search')} value={query()} onValue={setQuery} />
      <ul class="card rows">
        <For each={shown()} fallback={<li class="row hint">{t('forward.none')}</li>}>
          {(row) => (
            <li>
              <button type="button" class="row" onClick={() => void forward(row)}>
                <PeerAvatar id={row.id} of={row} size={36} />
                <span class="txt">
                  <PeerName of={row} clip />
                  <small>
                    {groupOf(row) === undefined ? (
                      <bdi>{personOf(row)?.unit}</bdi>
                    ) : (
                      n('chat.members', groupOf(row)?.members ?? 0)
                    )}
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
