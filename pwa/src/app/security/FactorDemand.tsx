/** POLICY-2: the hospital demands a second factor, and this account has none: from when on, and the way to it. It stays until there is one. */
import { useNavigate } from '@solidjs/router';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Suggestion } from '../Suggestion.tsx';
import { createFactorDemand } from './factor-demand.ts';

export const FactorDemand = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const demand = createFactorDemand();
  return (
    <Show when={demand()}>
      {(now) => (
        <Suggestion
          icon={<ShieldAlert class="i" />}
          text={
            now().isDue
              ? t('factor.demanded')
              : t('factor.demanded.from', { date: i18n.dates().moment(now().fromMs, Date.now()) })
          }
          accept={t('factor.demanded.set')}
          onAccept={() => navigate('/settings/security')}
        />
      )}
    </Show>
  );
};
