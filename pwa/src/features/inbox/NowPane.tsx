/** A desk with nothing open: what the hospital announces and she has not read, and how things stand. */
import MessagesSquare from 'lucide-solid/icons/messages-square';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { Show } from 'solid-js';
import { AnnouncementCards } from '../../app/announcements/AnnouncementCards.tsx';
import { createAnnouncements, unread } from '../../app/announcements/create-announcements.ts';
import { useEngine } from '../../app/engine-client.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';

export const NowPane = () => {
  const { t } = useI18n();
  const { sync } = useEngine();
  const announcements = createAnnouncements();
  useTitle(() => t('inbox.title'));
  return (
    <div class="pane main">
      <header class="bar" data-page>
        <h1 class="grow">{t('inbox.now')}</h1>
        <Show when={sync().connectivity === 'online' && sync().waiting === 0}>
          <span class="tag" data-k="ok">
            <ShieldCheck class="i" />
            {t('inbox.now.ok')}
          </span>
        </Show>
      </header>
      <div class="scroll now">
        <AnnouncementCards rows={unread(announcements())} />
        <EmptyState icon={<MessagesSquare class="i" />} title={t('inbox.now.title')} text={t('inbox.now.text')} />
      </div>
    </div>
  );
};
