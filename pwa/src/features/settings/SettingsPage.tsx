/** Own card, and the list of settings. */

import { A, type RouteSectionProps, useLocation } from '@solidjs/router';
import Bell from 'lucide-solid/icons/bell';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import EyeOff from 'lucide-solid/icons/eye-off';
import Info from 'lucide-solid/icons/info';
import Languages from 'lucide-solid/icons/languages';
import Lock from 'lucide-solid/icons/lock';
import LogOut from 'lucide-solid/icons/log-out';
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone';
import Pencil from 'lucide-solid/icons/pencil';
import PhoneCall from 'lucide-solid/icons/phone-call';
import Quote from 'lucide-solid/icons/quote';
import Scale from 'lucide-solid/icons/scale';
import ScrollText from 'lucide-solid/icons/scroll-text';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import SunMoon from 'lucide-solid/icons/sun-moon';
import UserCog from 'lucide-solid/icons/user-cog';
import UserLock from 'lucide-solid/icons/user-lock';
import { createSignal, Show } from 'solid-js';
import { may } from '../../app/admin/may.ts';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { createDevices, createLockSettings, createPresenceShown, useEngine } from '../../app/engine-client.ts';
import { useMe } from '../../app/me.ts';
import { PersonName, ProfessionTag } from '../../app/people.tsx';
import { myPhotoUrl } from '../../app/photo.ts';
import { theme } from '../../app/preferences.ts';
import { SignOutSheet } from '../../app/SignOutSheet.tsx';
import { languageName } from '../../i18n/language.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { RecoveryRow } from './recovery/RecoveryRow.tsx';
import { StorageRow } from './storage/StorageRow.tsx';
import './settings.css';

export const SettingsPage = (props: RouteSectionProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useMe();
  const devices = createDevices();
  const location = useLocation();
  const presence = createPresenceShown();
  const { api, trust } = useEngine();
  const lock = createLockSettings();
  const isLockOn = () => lock()?.secret !== undefined || lock()?.passkey !== undefined;
  const [isLeaving, setLeaving] = createSignal(false);
  const current = (href: string) => (location.pathname === href ? 'page' : undefined);
  return (
    <>
      <section class="pane list settings-list" aria-label={t('nav.settings')}>
        <header class="bar bar-top">
          <h1 class="grow">{t('settings.title')}</h1>
        </header>
        <ConnectivityStrip />
        <div class="scroll">
          <div class="page">
            <Show when={me()}>
              {(person) => (
                <section class="card card-pad me">
                  <Avatar id={person().user} name={person().name} photoUrl={myPhotoUrl(person())} size={56} />
                  <div>
                    <h2>
                      <PersonName of={person()} />
                    </h2>
                    <p class="who-line">
                      <ProfessionTag of={person().profession} />
                      <bdi>{person().unit}</bdi>
                    </p>
                  </div>
                  <A
                    class="icon-btn"
                    href="/settings/profile"
                    aria-label={t('settings.edit')}
                    aria-current={current('/settings/profile')}
                  >
                    <Pencil class="i" />
                  </A>
                </section>
              )}
            </Show>
            <div class="card rows">
              <A
                class="row"
                href="/settings/devices"
                aria-current={location.pathname.startsWith('/settings/devices') ? 'page' : undefined}
              >
                <MonitorSmartphone class="i" />
                <span class="txt">{t('devices.title')}</span>
                <Show when={devices()?.some(({ isNew }) => isNew)}>
                  <span class="tag" data-k="medium">
                    {t('devices.new')}
                  </span>
                </Show>
                <span class="val num">{devices()?.length}</span>
                <ChevronRight class="i chev flip" />
              </A>
              <RecoveryRow />
              <A class="row" href="/settings/trust" aria-current={current('/settings/trust')}>
                <ShieldCheck class="i" />
                <span class="txt">{t('trust.settings')}</span>
                <Show when={trust().faults.length > 0}>
                  <span class="tag" data-k="medium">
                    {trust().faults.length}
                  </span>
                </Show>
                <ChevronRight class="i chev flip" />
              </A>
              <A
                class="row"
                href="/settings/security"
                aria-current={location.pathname.startsWith('/settings/security') ? 'page' : undefined}
              >
                <UserLock class="i" />
                <span class="txt">{t('security.title')}</span>
                <ChevronRight class="i chev flip" />
              </A>
              <A class="row" href="/settings/privacy" aria-current={current('/settings/privacy')}>
                <EyeOff class="i" />
                <span class="txt">
                  {t('privacy.title')}
                  <Show when={presence() !== undefined}>
                    <small>{t(presence() ? 'privacy.presence.on' : 'privacy.presence.off')}</small>
                  </Show>
                </span>
                <ChevronRight class="i chev flip" />
              </A>
              <A class="row" href="/settings/lock" aria-current={current('/settings/lock')}>
                <Lock class="i" />
                <span class="txt">{t('lock.settings')}</span>
                <span class="val">{lock() === undefined ? '' : t(`lock.settings.${isLockOn() ? 'on' : 'off'}`)}</span>
                <ChevronRight class="i chev flip" />
              </A>
            </div>
            <div class="card rows">
              <A class="row" href="/settings/notifications" aria-current={current('/settings/notifications')}>
                <Bell class="i" />
                <span class="txt">{t('notify.title')}</span>
                <ChevronRight class="i chev flip" />
              </A>
              <A class="row" href="/settings/language" aria-current={current('/settings/language')}>
                <Languages class="i" />
                <span class="txt">{t('settings.language')}</span>
                <span class="val">{languageName[i18n.language()]}</span>
                <ChevronRight class="i chev flip" />
              </A>
              <A class="row" href="/settings/theme" aria-current={current('/settings/theme')}>
                <SunMoon class="i" />
                <span class="txt">{t('settings.theme')}</span>
                <span class="val">{t(`settings.theme.${theme()}`)}</span>
                <ChevronRight class="i chev flip" />
              </A>
              <A class="row" href="/settings/phrases" aria-current={current('/settings/phrases')}>
                <Quote class="i" />
                <span class="txt">{t('phrase.mine')}</span>
                <ChevronRight class="i chev flip" />
              </A>
              <StorageRow />
              <A class="row" href="/settings/network" aria-current={current('/settings/network')}>
                <PhoneCall class="i" />
                <span class="txt">{t('network.title')}</span>
                <ChevronRight class="i chev flip" />
              </A>
            </div>
            <div class="card rows">
              <A class="row" href="/settings/rules" aria-current={current('/settings/rules')}>
                <ScrollText class="i" />
                <span class="txt">{t('rules.page')}</span>
                <ChevronRight class="i chev flip" />
              </A>
              <Show when={may(me(), 'policies.change')}>
                <A class="row" href="/policies" aria-current={current('/policies')}>
                  <Scale class="i" />
                  <span class="txt">{t('rules.title')}</span>
                  <ChevronRight class="i chev flip" />
                </A>
              </Show>
            </div>
            <div class="card rows">
              <A class="row" href="/settings/account" aria-current={current('/settings/account')}>
                <UserCog class="i" />
                <span class="txt">{t('account.title')}</span>
                <ChevronRight class="i chev flip" />
              </A>
              <A class="row" href="/settings/about" aria-current={current('/settings/about')}>
                <Info class="i" />
                <span class="txt">{t('about.title')}</span>
                <ChevronRight class="i chev flip" />
              </A>
            </div>
            <div class="card rows">
              <Show when={isLockOn()}>
                <button type="button" class="row" onClick={() => void api.lockNow()}>
                  <Lock class="i" />
                  <span class="txt">{t('lock.settings.now')}</span>
                </button>
              </Show>
              <button type="button" class="row leave" onClick={() => setLeaving(true)}>
                <LogOut class="i flip" />
                <span class="txt">{t('settings.sign-out')}</span>
              </button>
            </div>
          </div>
        </div>
        <Show when={isLeaving()}>
          <SignOutSheet onClose={() => setLeaving(false)} />
        </Show>
      </section>
      {props.children}
    </>
  );
};
