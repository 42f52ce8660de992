import { A } from '@solidjs/router';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import MessageCircle from 'lucide-solid/icons/message-circle';
import { useI18n } from '../../i18n/use-i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export const MissingConversation = () => {
  const { t } = useI18n();
  return (
    <div class="pane main">
      <header class="bar only-phone">
        <A class="icon-btn" href="/" aria-label={t('common.back')}>
          <ChevronLeft class="i flip" />
        </A>
      </header>
      <EmptyState icon={<MessageCircle class="i" />} title={t('chat.missing.title')} isPage text={t('chat.missing.text')} />
    </div>
  );
};
