/** After too many wrong guesses (LOCK-6): what happened, and how the history comes back. */
import { useEngine } from '../../app/engine-client.ts';
import { GateHead } from '../../app/GateHead.tsx';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';

export const Emptied = () => {
  const { t } = useI18n();
  const { api } = useEngine();
  useTitle(() => t('lock.emptied.title'));
  return (
    <div class="gate" data-card>
      <GateHead />
      <main class="gate-body">
        <div>
          <h1 ref={focusOnMount}>{t('lock.emptied.title')}</h1>
          <p class="lead">{t('lock.emptied')}</p>
        </div>
        <p>{t('lock.emptied.back')}</p>
        <p class="hint">{t('lock.emptied.stranger')}</p>
      </main>
      <footer class="gate-foot">
        <Button kind="primary" size="lg" wide onClick={() => void api.leaveEmptied()}>
          {t('lock.emptied.sign-in')}
        </Button>
      </footer>
    </div>
  );
};
