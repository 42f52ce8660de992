/** This device was revoked, or the account refused: said plainly; local data stays until she signs out. */
import type { ErrorCode } from '@sanad/model/wire/error-code';
import { createMemo } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { LeaveButton } from '../../app/LeaveButton.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

export const Stopped = () => {
  const { t } = useI18n();
  const { api, state } = useEngine();
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
        <LeaveButton kind="danger" size="lg" wide>
          {t('settings.sign-out')}
        </LeaveButton>
      </footer>
    </div>
  );
};
