/** The self-test failed (KEY-1): what is missing, in plain words, and never a silent half-enrolment. */
import { createMemo } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { useToaster } from '../../ui/toaster.ts';

export const Unsupported = () => {
  const { t } = useI18n();
  const { state } = useEngine();
  const toaster = useToaster();
  const missing = createMemo(() => {
    const now = state();
    return now.phase === 'unsupported' ? now.missing : 'crypto';
  });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(location.origin);
      toaster.show({ text: t('unsupported.copied') });
    } catch {
      // The browser refused: the address stands on the page.
      toaster.show({ text: t('msg.copy-failed') });
    }
  };
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
        <p class="hint">{t('unsupported.elsewhere')}</p>
        <p class="code address" dir="ltr">
          {location.origin}
        </p>
      </main>
      <footer class="gate-foot">
        <Button kind="line" size="lg" wide onClick={() => location.reload()}>
          {t('common.retry')}
        </Button>
        <Button kind="quiet" wide onClick={() => void copy()}>
          {t('unsupported.copy')}
        </Button>
      </footer>
    </div>
  );
};
