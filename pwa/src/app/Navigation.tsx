/** Only places that exist in this version: messages, calendar, duty, directory, the administration for whom it concerns, settings. */
import { A, useLocation } from '@solidjs/router';
import CalendarDays from 'lucide-solid/icons/calendar-days';
import ContactRound from 'lucide-solid/icons/contact-round';
import Lock from 'lucide-solid/icons/lock';
import MessagesSquare from 'lucide-solid/icons/messages-square';
import Shield from 'lucide-solid/icons/shield';
import UserRound from 'lucide-solid/icons/user-round';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { createMemo, type JSX, lazy, Show } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { Avatar } from '../ui/Avatar.tsx';
import { MarkGlyph } from '../ui/glyphs.tsx';
import { AlertBell } from './AlertBell.tsx';
import { mayEnter } from './admin/may.ts';
import { createLockSettings, useEngine } from './engine-client.ts';
import { useMe } from './me.ts';
import { myPhotoUrl } from './photo.ts';
import { useSharedHost } from './shared/shared-host.ts';
import { countOwed, createUrgents } from './urgent/use-urgents.ts';

const LockTab = lazy(async () => ({ default: (await import('./shared/LockTab.tsx')).LockTab }));

export const Navigation = (props: { readonly kind: 'rail' | 'tabbar' }) => {
  const { t, n } = useI18n();
  const me = useMe();
  const host = useSharedHost();
  const { api, state } = useEngine();
  const lock = createLockSettings();
  const items = createUrgents();
  const urgents = createMemo(() => countOwed(items()));
  const isAdministering = createMemo(() => state().phase === 'ready' && mayEnter(me()));
  return (
    <nav class={props.kind} aria-label={t('nav.main')}>
      <Show when={props.kind === 'rail'}>
        <MarkGlyph />
      </Show>
      <Tab
        href="/"
        section={['/', '/c/', '/new', '/groups/', '/search']}
        icon={<MessagesSquare class="i" />}
        label={t('nav.messages')}
      >
        <Show when={urgents() > 0}>
          <span class="count" data-kind="urgent">
            <span aria-hidden="true">{urgents()}</span>
            <span class="sr">{n('nav.urgents', urgents())}</span>
          </span>
        </Show>
      </Tab>
      <Tab href="/calendar" section={['/calendar']} icon={<CalendarDays class="i" />} label={t('nav.calendar')} />
      <Tab href="/on-call" section={['/on-call']} icon={<UserRoundCheck class="i" />} label={t('nav.on-call')} />
      <Tab href="/directory" section={['/directory']} icon={<ContactRound class="i" />} label={t('nav.directory')} />
      <Show when={isAdministering()}>
        <Tab href="/admin" section={['/admin', '/admin/']} icon={<Shield class="i" />} label={t('nav.admin')} />
      </Show>
      <Show
        when={props.kind === 'rail'}
        fallback={
          <Tab href="/settings" section={['/settings', '/policies']} icon={<UserRound class="i" />} label={t('nav.settings')} />
        }
      >
        <span class="grow" />
        <Tab href="/alerts" section={['/alerts']} icon={<AlertBell />} label={t('nav.alerts')} />
        <Show
          when={host()}
          fallback={
            <Show when={lock()?.secret !== undefined || lock()?.passkey !== undefined}>
              <button type="button" class="tab" data-kind="lock" onClick={() => void api.lockNow()}>
                <Lock class="i" />
                {t('lock.rail')}
              </button>
            </Show>
          }
        >
          {(shared) => <LockTab host={shared()} />}
        </Show>
        <Show when={me()}>
          {(person) => (
            <Tab
              href="/settings"
              section={['/settings', '/policies']}
              icon={<Avatar id={person().user} name={person().name} photoUrl={myPhotoUrl(person())} size={36} />}
              hiddenLabel={t('nav.profile')}
            />
          )}
        </Show>
      </Show>
    </nav>
  );
};

interface TabProps {
  readonly href: string;
  /** Addresses under which this place is the current one: exact, or a beginning that ends in a slash. */
  readonly section: readonly string[];
  readonly icon: JSX.Element;
  readonly label?: string;
  readonly hiddenLabel?: string;
  readonly children?: JSX.Element;
}

const Tab = (props: TabProps) => {
  const location = useLocation();
  const isCurrent = createMemo(() =>
    props.section.some((place) => location.pathname === place || (place !== '/' && location.pathname.startsWith(place))),
  );
  return (
    <A
      class="tab"
      href={props.href}
      aria-label={props.hiddenLabel}
      aria-current={isCurrent() ? 'page' : undefined}
      inactiveClass=""
      activeClass=""
    >
      {props.icon}
      {props.label}
      {props.children}
    </A>
  );
};
