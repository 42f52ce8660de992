import { A } from '@solidjs/router';
import UsersRound from 'lucide-solid/icons/users-round';
import { useI18n } from '../../i18n/use-i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export const MissingGroup = () => {
  const { t } = useI18n();
  return (
    <div class="pane main">
      <EmptyState isPage icon={<UsersRound class="i" />} title={t('group.missing.title')} text={t('group.missing.text')}>
        <A class="btn" data-kind="line" href="/">
          {t('missing.home')}
        </A>
      </EmptyState>
    </div>
  );
};
