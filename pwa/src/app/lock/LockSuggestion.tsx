/** The lock is offered once on each device; whoever says no is not asked again, unless the hospital demands one (POLICY-1). */
import { useNavigate } from '@solidjs/router';
import Lock from 'lucide-solid/icons/lock';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { createLockSettings, useEngine } from '../engine-client.ts';
import { Suggestion } from '../Suggestion.tsx';

export const LockSuggestion = () => {
  const { t } = useI18n();
  const { api } = useEngine();
  const navigate = useNavigate();
  const settings = createLockSettings();
  return (
    <Show when={settings()?.isSuggested || settings()?.isDemanded}>
      <Suggestion
        icon={<Lock class="i" />}
        text={t(settings()?.isDemanded ? 'lock.by-rules' : 'lock.suggest')}
        accept={t('lock.suggest.set')}
        onAccept={() => navigate('/settings/lock')}
        onDecline={settings()?.isDemanded ? undefined : () => void api.declineLock()}
      />
    </Show>
  );
};
