/** The row of storage: whether the browser promised to keep what is here (STORE-1), and how much that is. */
import { A, useLocation } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import HardDrive from 'lucide-solid/icons/hard-drive';
import { createMemo, Show } from 'solid-js';
import { useStorage } from '../../../app/health/create-storage.ts';
import { sizeWords } from '../../../app/health/storage-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';

export const StorageRow = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const location = useLocation();
  const storage = useStorage();
  const used = createMemo(() => storage.reading()?.usedBytes);
  const isKept = createMemo(() => storage.reading()?.isKept);
  return (
    <A class="row" href="/settings/storage" aria-current={location.pathname === '/settings/storage' ? 'page' : undefined}>
      <HardDrive class="i" />
      <span class="txt">
        {t('storage.title')}
        <Show when={isKept() !== undefined}>
          <small>{t(isKept() ? 'storage.kept.short' : 'storage.not-kept.short')}</small>
        </Show>
      </span>
      <Show when={used() !== undefined}>
        <span class="val">{sizeWords(i18n, used() ?? 0)}</span>
      </Show>
      <ChevronRight class="i chev flip" />
    </A>
  );
};
