/** What belongs to the hospital as a whole: each row leads to a page of its own. */
import { A } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import MailPlus from 'lucide-solid/icons/mail-plus';
import Megaphone from 'lucide-solid/icons/megaphone';
import Network from 'lucide-solid/icons/network';
import Scale from 'lucide-solid/icons/scale';
import { Show } from 'solid-js';
import { may } from '../../../app/admin/may.ts';
import { useMe } from '../../../app/me.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';

export const HospitalPane = () => {
  const { t } = useI18n();
  const me = useMe();
  return (
    <div class="card rows">
      <Show when={may(me(), 'announcements.send')}>
        <A class="row" href="/admin/hospital/announcements">
          <Megaphone class="i" />
          <span class="txt">
            {t('announcements.title')}
            <small>{t('announcements.row')}</small>
          </span>
          <ChevronRight class="i chev flip" />
        </A>
      </Show>
      <Show when={may(me(), 'units.manage')}>
        <A class="row" href="/admin/hospital/units">
          <Network class="i" />
          <span class="txt">
            {t('units.title')}
            <small>{t('units.row')}</small>
          </span>
          <ChevronRight class="i chev flip" />
        </A>
      </Show>
      <Show when={may(me(), 'invitations.manage')}>
        <A class="row" href="/admin/hospital/invitations">
          <MailPlus class="i" />
          <span class="txt">
            {t('invitations.title')}
            <small>{t('invitations.row')}</small>
          </span>
          <ChevronRight class="i chev flip" />
        </A>
      </Show>
      <Show when={may(me(), 'policies.change')}>
        <A class="row" href="/policies">
          <Scale class="i" />
          <span class="txt">{t('rules.title')}</span>
          <ChevronRight class="i chev flip" />
        </A>
      </Show>
    </div>
  );
};
