/** The bell, with how many alerts wait: in the rail on a desk, in the header of the inbox on a phone. Never red: it counts more than debts. */
import Bell from 'lucide-solid/icons/bell';
import { createMemo, Show } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { countAlerts, createAlerts } from './alerts.ts';
import { createAnnouncements, unread } from './announcements/create-announcements.ts';

const most = 99;

export const AlertBell = () => {
  const { n } = useI18n();
  const alerts = createAlerts();
  const announcements = createAnnouncements();
  const counted = createMemo(() => countAlerts(alerts() ?? []) + unread(announcements()).length);
  return (
    <>
      <Bell class="i" />
      <Show when={counted() > 0}>
        <span class="count">
          <span aria-hidden="true">{counted() > most ? `${most}+` : counted()}</span>
          <span class="sr">{n('alerts.count', counted())}</span>
        </span>
      </Show>
    </>
  );
};
