/** This device was revoked, or the account refused: said plainly; local data stays until she signs out. */
import type { ErrorCode } from '@sanad/model/wire/error-code';
import { createMemo, createSignal, Show } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { SignOutSheet } from '../../app/SignOutSheet.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

export const Stopped = () => {
  const { t } = useI18n();
  const { api, state } = useEngine();
  const [isLeaving, setLeaving] = createSignal(false);
  useTitle(() => t('stopped.title'));
  const reason = createMemo(() => {
    const now = state();
    if (now.phase !== 'stopped') return '';
    const code: ErrorCode = now.code;
    if (code === 'device/revoked') return t('stopped.revoked');
    if (code === 'account/suspended') return t('stopped.suspended');
    if (code === 'account/refused') return t('stopped.refused');
    return t('stopped.other', { code });
  });
  return (
    <div class="gate" data-card>
      <GateHead />
      <main class="gate-body">
        <div>
          <h1 ref={focusOnMount}>{t('stopped.title')}</h1>
          <p class="lead">{reason()}</p>
        </div>
        <p class="hint">{t('stopped.kept')}</p>
      </main>
      <footer class="gate-foot">
        <Button kind="line" size="lg" wide onClick={() => void api.retryNow()}>
          {t('common.retry')}
        </Button>
        <Button kind="danger" size="lg" wide onClick={() => setLeaving(true)}>
          {t('settings.sign-out')}
        </Button>
      </footer>
      <Show when={isLeaving()}>
        <SignOutSheet onClose={() => setLeaving(false)} />
      </Show>
    </div>
  );
};
