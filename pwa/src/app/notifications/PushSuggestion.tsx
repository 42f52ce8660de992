/** Notifications are offered once in each browser that may still be asked, after the lock; whoever says no is not asked again. */
import { useNavigate } from '@solidjs/router';
import Bell from 'lucide-solid/icons/bell';
import { createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { createLockSettings } from '../engine-client.ts';
import { isPushRefused, refusePush } from './push-choice.ts';
import { createPermission } from './push-here.ts';
import '../devices/devices.css';
import '../suggestion.css';

export const PushSuggestion = () => {
  const { t } = useI18n();
  const navigate = useNavigate();
  const lock = createLockSettings();
  const permission = createPermission();
  const [isRefused, setRefused] = createSignal(isPushRefused());
  return (
    <Show when={lock()?.isSuggested === false && permission.now() === 'default' && !isRefused()}>
      <div class="suggestion">
        <Banner
          icon={<Bell class="i" />}
          action={
            <div class="btns">
              <Button kind="line" onClick={() => navigate('/settings/notifications')}>
                {t('notify.suggest.set')}
              </Button>
              <Button
                kind="quiet"
                onClick={() => {
                  refusePush(true);
                  setRefused(true);
                }}
              >
                {t('lock.suggest.later')}
              </Button>
            </div>
          }
        >
          {t('notify.ask.why')}
        </Banner>
      </div>
    </Show>
  );
};
