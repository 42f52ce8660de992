/** How much each conversation keeps here of photos and files, and how to take from this device what the server has as well. */
import type { StorageUse } from '@sanad/model/engine/api';
import type { SpaceId } from '@sanad/model/ids';
import { createMemo, createResource, createSignal, For, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { fileSize } from '../../../app/files/file-words.ts';
import { peerName } from '../../../app/peers.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { useToaster } from '../../../ui/toaster.ts';

export const FilesUse = (props: { readonly onFreed: () => void }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api, conversations } = useEngine();
  const toaster = useToaster();
  const [isBusy, setBusy] = createSignal(false);
  // Before the engine has read anything, nothing would be kept here.
  const [use, { refetch }] = createResource(
    () => conversations.loaded,
    async (): Promise<readonly StorageUse[]> => {
      const result = await api.storageUse();
      return result.ok ? result.value : [];
    },
  );
  const freeable = createMemo(() => (use() ?? []).reduce((total, one) => total + one.freeable, 0));
  const name = (conversation: SpaceId) => {
    const row = conversations.byId[conversation];
    return row === undefined ? t('chat.missing.title') : peerName(i18n, row);
  };
  const free = async (conversation?: SpaceId) => {
    setBusy(true);
    const result = await api.freeSpace(conversation);
    setBusy(false);
    const words = result.ok
      ? t('storage.files.freed', { bytes: fileSize(i18n, result.value.freed) })
      : failureWords(i18n, result.error);
    toaster.show({ text: words });
    void refetch();
    props.onFreed();
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('storage.files.title')}</h2>
      <Show when={(use() ?? []).length > 0} fallback={<p class="hint">{t('storage.files.none')}</p>}>
        <ul class="card rows">
          <For each={use()}>
            {(one) => (
              <li class="row">
                <span class="txt">
                  <bdi>{name(one.conversation)}</bdi>
                  <small>
                    {fileSize(i18n, one.bytes)} · {t('storage.files.freeable', { bytes: fileSize(i18n, one.freeable) })}
                  </small>
                </span>
                <Show when={one.freeable > 0}>
                  <Button
                    kind="quiet"
                    busy={isBusy()}
                    aria-label={t('storage.files.free-one', { name: name(one.conversation) })}
                    onClick={() => void free(one.conversation)}
                  >
                    {t('storage.files.free-short')}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
        <p class="hint">{t('storage.files.hint')}</p>
        <Show when={freeable() > 0}>
          <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void free()}>
            {t('storage.files.free')}
          </Button>
        </Show>
      </Show>
    </section>
  );
};
