import ContactRound from 'lucide-solid/icons/contact-round';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export const NobodyChosen = () => {
  const { t } = useI18n();
  useTitle(() => t('people.title'));
  return (
    <div class="pane main">
      <EmptyState icon={<ContactRound class="i" />} title={t('people.pick.title')} text={t('people.pick.text')} />
    </div>
  );
};
