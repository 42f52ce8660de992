/** Notifications are offered once in each browser that may still be asked, after the lock; whoever says no is not asked again. */
import { useNavigate } from '@solidjs/router';
import Bell from 'lucide-solid/icons/bell';
import { createSignal, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { createLockSettings } from '../engine-client.ts';
import { Suggestion } from '../Suggestion.tsx';
import { isPushRefused, refusePush } from './push-choice.ts';
import { createPermission } from './push-here.ts';

export const PushSuggestion = () => {
  const { t } = useI18n();
  const navigate = useNavigate();
  const lock = createLockSettings();
  const permission = createPermission();
  const [isRefused, setRefused] = createSignal(isPushRefused());
  const decline = () => {
    refusePush(true);
    setRefused(true);
  };
  return (
    <Show when={lock()?.isSuggested === false && permission.now() === 'default' && !isRefused()}>
      <Suggestion
        icon={<Bell class="i" />}
        text={t('notify.ask.why')}
        accept={t('notify.suggest.set')}
        onAccept={() => navigate('/settings/notifications')}
        onDecline={decline}
      />
    </Show>
  );
};
