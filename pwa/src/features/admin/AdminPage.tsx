/** The administration: its sections, of which each role sees what it may use (ADMIN-1). */
import { A, Navigate, type RouteSectionProps, useLocation } from '@solidjs/router';
import UserPlus from 'lucide-solid/icons/user-plus';
import { createMemo, For, Show, Suspense } from 'solid-js';
import { Forbidden } from '../../app/admin/Forbidden.tsx';
import { may } from '../../app/admin/may.ts';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { useMe } from '../../app/me.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import './admin.css';

const SECTIONS = [
  { href: '/admin', words: 'admin.accounts', needs: ['accounts.approve'] },
  { href: '/admin/usage', words: 'admin.usage', needs: ['usage.read'] },
  { href: '/admin/audit', words: 'admin.audit', needs: ['audit.read'] },
  { href: '/admin/hospital', words: 'admin.hospital', needs: ['announcements.send', 'units.manage'] },
] as const;

/** Of pages below a section, whom they are for; the longest address first. Everything else is whose section it is. */
const PAGES = [
  { href: '/admin/hospital/units', needs: ['units.manage'] },
  { href: '/admin/hospital/invitations', needs: ['invitations.manage'] },
  ...[...SECTIONS].reverse(),
] as const;

export const AdminPage = (props: RouteSectionProps) => {
  const { t } = useI18n();
  const me = useMe();
  const location = useLocation();
  const sections = createMemo(() => SECTIONS.filter(({ needs }) => needs.some((permission) => may(me(), permission))));
  const isCurrent = (href: string) =>
    href === '/admin'
      ? location.pathname === href || location.pathname.startsWith('/admin/accounts')
      : location.pathname.startsWith(href);
  const isHers = () =>
    PAGES.find(({ href }) => location.pathname.startsWith(href))?.needs.some((permission) => may(me(), permission)) === true;
  /** Where the administration begins for her: the first section, if the address says no more. */
  const elsewhere = () => (location.pathname === '/admin' ? sections()[0]?.href : undefined);
  return (
    <div class="pane main admin">
      <header class="bar bar-top" data-page>
        <h1 class="grow" ref={focusOnMount}>
          {t('admin.title')}
        </h1>
        <nav class="seg admin-sections" aria-label={t('admin.sections')}>
          <For each={sections()}>
            {({ href, words }) => (
              <A href={href} aria-current={isCurrent(href) ? 'page' : undefined} inactiveClass="" activeClass="">
                {t(words)}
              </A>
            )}
          </For>
        </nav>
        <Show when={may(me(), 'invitations.manage') && isCurrent('/admin')}>
          <A class="btn only-wide" data-kind="primary" href="/admin/hospital/invitations">
            <UserPlus class="i" />
            {t('admin.invite')}
          </A>
        </Show>
      </header>
      <ConnectivityStrip />
      <div class="scroll">
        <div class="page admin-page">
          <Show
            when={isHers()}
            fallback={
              <Show when={elsewhere()} fallback={<Forbidden />}>
                {(href) => <Navigate href={href()} />}
              </Show>
            }
          >
            <Suspense>{props.children}</Suspense>
          </Show>
        </div>
      </div>
    </div>
  );
};
