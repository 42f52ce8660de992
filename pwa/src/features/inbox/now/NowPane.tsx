/** A desk with nothing open: what the hospital announces, who is on call, what is left of my day, my urgent messages that are not over, and how things stand. */
import HardDrive from 'lucide-solid/icons/hard-drive';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { Show } from 'solid-js';
import { AnnouncementCards } from '../../../app/announcements/AnnouncementCards.tsx';
import { createAnnouncements, unread } from '../../../app/announcements/create-announcements.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { createScreenMedia, PHONE } from '../../../app/media.ts';
import { createNow } from '../../../app/now.ts';
import { useTitle } from '../../../app/title.ts';
import { createNames } from '../../../app/urgent/use-urgents.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { NowDuty } from './NowDuty.tsx';
import { NowToday } from './NowToday.tsx';
import { NowUrgents } from './NowUrgents.tsx';
import './now.css';

export const NowPane = () => {
  const { t } = useI18n();
  const { sync } = useEngine();
  const isPhone = createScreenMedia(PHONE);
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
      {/* A phone shows the list in its place. */}
      <Show when={!isPhone()}>
        <Now />
      </Show>
    </div>
  );
};

const Now = () => {
  const { t } = useI18n();
  const announcements = createAnnouncements();
  const now = createNow();
  const names = createNames();
  return (
    <div class="scroll now">
      <AnnouncementCards rows={unread(announcements())} />
      <div class="now-cols">
        <NowDuty names={names} />
        <NowToday now={now()} me={names.me()}>
          <Banner kind="ok" icon={<HardDrive class="i" />}>
            {t('inbox.now.text')}
          </Banner>
        </NowToday>
      </div>
      <NowUrgents names={names} now={now()} />
    </div>
  );
};
