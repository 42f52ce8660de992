/** The honest failure: whose mistake it is, what is safe, what to do. It uses nothing that may itself be broken. */
import { useI18n } from '../i18n/use-i18n.ts';
import { Button } from '../ui/Button.tsx';
import { focusOnMount } from '../ui/focus-on-mount.ts';
import { GateHead } from './GateHead.tsx';

export const DefectScreen = () => {
  const { t } = useI18n();
  return (
    <div class="gate" data-card>
      <GateHead />
      <main class="gate-body" role="alert">
        <div>
          <h1 ref={focusOnMount}>{t('defect.title')}</h1>
          <p class="lead">{t('defect.lead')}</p>
        </div>
      </main>
      <footer class="gate-foot">
        <Button kind="primary" size="lg" wide onClick={() => location.reload()}>
          {t('defect.reload')}
        </Button>
      </footer>
    </div>
  );
};
