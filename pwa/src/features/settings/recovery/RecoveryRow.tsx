/** The row of the recovery code: whether somebody else replaced it lately (CODE-6). */
import { A, useLocation } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import KeyRound from 'lucide-solid/icons/key-round';
import { Show } from 'solid-js';
import { recentlyReplaced } from '../../../app/code/recovery-words.ts';
import { whenWords } from '../../../app/devices/device-words.ts';
import { createRecoveryCodes } from '../../../app/engine-client.ts';
import { createNow } from '../../../app/now.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';

export const RecoveryRow = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const location = useLocation();
  const codes = createRecoveryCodes();
  const now = createNow();
  return (
    <A
      class="row"
      href="/settings/recovery"
      aria-current={location.pathname.startsWith('/settings/recovery') ? 'page' : undefined}
    >
      <KeyRound class="i" />
      <span class="txt">
        {t('recovery.title')}
        <Show when={codes()?.[0]}>
          {(row) => <small>{t('recovery.since', { when: whenWords(i18n, row().atMs, now()) })}</small>}
        </Show>
      </span>
      <Show when={recentlyReplaced(codes(), now())}>
        <span class="tag" data-k="medium">
          {t('devices.new')}
        </span>
      </Show>
      <ChevronRight class="i chev flip" />
    </A>
  );
};
