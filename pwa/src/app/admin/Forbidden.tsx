/** A page of the administration that is not hers (ADMIN-1). The server says the same. */
import ShieldOff from 'lucide-solid/icons/shield-off';
import { useI18n } from '../../i18n/use-i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export const Forbidden = () => {
  const { t } = useI18n();
  return (
    <EmptyState icon={<ShieldOff class="i" />} title={t('approvals.forbidden.title')} text={t('approvals.forbidden.text')} />
  );
};
