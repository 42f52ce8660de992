/** The self-test failed (KEY-1): what is missing, in plain words, and never a silent half-enrolment. */
import { createMemo } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

export const Unsupported = () => {
  const { t } = useI18n();
  const { state } = useEngine();
  const missing = createMemo(() => {
    const now = state();
    return now.phase === 'unsupported' ? now.missing : 'crypto';
  });
  useTitle(() => t('unsupported.title'));
  return (
    <div class="gate" data-card>
      <GateHead />
      <main class="gate-body">
        <div>
          <h1 ref={focusOnMount}>{t('unsupported.title')}</h1>
          <p class="lead">{t('unsupported.lead')}</p>
        </div>
        <p>{t(`unsupported.${missing()}`)}</p>
      </main>
      <footer class="gate-foot">
        <Button kind="line" size="lg" wide onClick={() => location.reload()}>
          {t('common.retry')}
        </Button>
      </footer>
    </div>
  );
};
