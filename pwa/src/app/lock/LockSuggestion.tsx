/** The lock is offered once on each device; whoever says no is not asked again. */
import { useNavigate } from '@solidjs/router';
import Lock from 'lucide-solid/icons/lock';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { createLockSettings, useEngine } from '../engine-client.ts';
import '../devices/devices.css';
import '../suggestion.css';

export const LockSuggestion = () => {
  const { t } = useI18n();
  const { api } = useEngine();
  const navigate = useNavigate();
  const settings = createLockSettings();
  return (
    <Show when={settings()?.isSuggested}>
      <div class="suggestion">
        <Banner
          icon={<Lock class="i" />}
          action={
            <div class="btns">
              <Button kind="line" onClick={() => navigate('/settings/lock')}>
                {t('lock.suggest.set')}
              </Button>
              <Button kind="quiet" onClick={() => void api.declineLock()}>
                {t('lock.suggest.later')}
              </Button>
            </div>
          }
        >
          {t('lock.suggest')}
        </Banner>
      </div>
    </Show>
  );
};
