/** The list of conversations: search and compose under the thumb on a phone, at the top on a desk. What was archived is a list of its own. */
import type { ConversationRow } from '@sanad/model/engine/api';
import { A, useLocation, useNavigate } from '@solidjs/router';
import Archive from 'lucide-solid/icons/archive';
import CheckCheck from 'lucide-solid/icons/check-check';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import MessageCircle from 'lucide-solid/icons/message-circle';
import SearchX from 'lucide-solid/icons/search-x';
import SquarePen from 'lucide-solid/icons/square-pen';
import TextSearch from 'lucide-solid/icons/text-search';
import UsersRound from 'lucide-solid/icons/users-round';
import { createEffect, createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import { AlertBell } from '../../app/AlertBell.tsx';
import { AnnouncementCards } from '../../app/announcements/AnnouncementCards.tsx';
import { createAnnouncements, unread } from '../../app/announcements/create-announcements.ts';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { ConversationMenu } from '../../app/ConversationMenu.tsx';
import { LostDeviceNotice } from '../../app/devices/LostDeviceNotice.tsx';
import { NewDeviceNotice } from '../../app/devices/NewDeviceNotice.tsx';
import { createDevices, useEngine } from '../../app/engine-client.ts';
import { LockSuggestion } from '../../app/lock/LockSuggestion.tsx';
import { useMe } from '../../app/me.ts';
import { PushSuggestion } from '../../app/notifications/PushSuggestion.tsx';
import { createNow } from '../../app/now.ts';
import { myPhotoUrl } from '../../app/photo.ts';
import { FactorDemand } from '../../app/security/FactorDemand.tsx';
import { TrustNotice } from '../../app/trust/TrustNotice.tsx';
import { useTrust } from '../../app/trust/use-trust.ts';
import { countOwed, createNames, createUrgents } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Later } from '../../ui/Later.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { ConversationLink } from './ConversationLink.tsx';
import { type Filter, listConversations } from './filter-conversations.ts';
import './inbox.css';
import { laneOf } from './lane-of.ts';
import { UrgentLane } from './UrgentLane.tsx';

export const Inbox = () => {
  const { t, n } = useI18n();
  const { conversations } = useEngine();
  const me = useMe();
  const navigate = useNavigate();
  const location = useLocation();
  const now = createNow();
  const [filter, setFilter] = createSignal<Filter>('all');
  const [query, setQuery] = createSignal('');
  const [isInArchive, setInArchive] = createSignal(false);
  const [menu, setMenu] = createSignal<ConversationRow>();
  const listed = createMemo(() =>
    listConversations(conversations.order, conversations.byId, {
      filter: filter(),
      query: query(),
    }),
  );
  const isSearching = () => query().trim() !== '';
  const ids = () => (isInArchive() && !isSearching() ? listed().archived : listed().list);
  const items = createUrgents();
  const names = createNames();
  const lane = createMemo(() => (isInArchive() || isSearching() ? [] : laneOf(items() ?? [], now())));
  const announcements = createAnnouncements();
  const devices = createDevices();
  let archiveDoor: HTMLButtonElement | undefined;
  createEffect<boolean>((was) => {
    if (was && !isInArchive()) archiveDoor?.focus();
    return isInArchive();
  }, false);
  const urgents = createMemo(() => countOwed(items()));
  const trust = useTrust();
  /** One thing at a time: what warns comes before what is offered. */
  const isWarned = () => trust.faults().length > 0 || devices()?.some(({ isNew, isLost }) => isNew || isLost) === true;
  const isReading = () => !conversations.loaded || (conversations.meta?.loading === true && conversations.order.length === 0);
  const compose = () => navigate('/new');
  const search = () => <SearchBox label={t('common.search')} value={query()} onValue={setQuery} />;

  return (
    <section class="pane list" aria-label={t('inbox.list')}>
      <header class="bar bar-top">
        <Show when={isInArchive()} fallback={<h1 class="grow">{t('inbox.title')}</h1>}>
          <IconButton label={t('common.back')} onClick={() => setInArchive(false)}>
            <ChevronLeft class="i flip" />
          </IconButton>
          <h1 class="grow" ref={focusOnMount}>
            {t('inbox.archived')}
          </h1>
        </Show>
        <A class="icon-btn" href="/search" aria-label={t('search.field')} title={t('search.field')}>
          <TextSearch class="i" />
        </A>
        <A class="icon-btn only-phone" href="/alerts" title={t('nav.alerts')}>
          <AlertBell />
          <span class="sr">{t('nav.alerts')}</span>
        </A>
        <Show when={me()}>
          {(person) => (
            <A class="icon-btn only-phone" href="/settings" aria-label={t('nav.profile')}>
              <Avatar id={person().user} name={person().name} photoUrl={myPhotoUrl(person())} size={34} />
            </A>
          )}
        </Show>
        <span class="only-wide">
          <IconButton label={t('inbox.new')} kind="soft" onClick={compose}>
            <SquarePen class="i" />
          </IconButton>
        </span>
      </header>
      <ConnectivityStrip />
      <NewDeviceNotice devices={devices} />
      <TrustNotice faults={trust.faults()} />
      <LostDeviceNotice devices={devices} />
      <FactorDemand />
      <Show when={!isWarned()}>
        <Later>
          <LockSuggestion />
          <PushSuggestion />
        </Later>
      </Show>
      <div class="only-wide list-search">{search()}</div>
      <Show when={!isInArchive()}>
        <div class="filters">
          <Segments
            label={t('inbox.filter')}
            value={filter()}
            onChange={setFilter}
            options={[
              { value: 'all', label: t('inbox.filter.all') },
              {
                value: 'urgent',
                label: t('inbox.filter.urgent'),
                end: (
                  <Show when={urgents() > 0}>
                    <span class="count" data-kind="urgent">
                      <span aria-hidden="true">{urgents()}</span>
                      <span class="sr">{n('nav.urgents', urgents())}</span>
                    </span>
                  </Show>
                ),
              },
              { value: 'unread', label: t('inbox.filter.unread') },
              { value: 'groups', label: t('inbox.filter.groups') },
            ]}
          />
        </div>
      </Show>
      <div class="scroll" aria-busy={isReading()}>
        <Show when={isSearching()}>
          <A class="row" href="/search" state={{ text: query() }}>
            <TextSearch class="i" />
            <span class="txt">{t('search.go-words', { words: query().trim() })}</span>
            <ChevronRight class="i chev flip" />
          </A>
        </Show>
        <Show when={lane().length > 0}>
          <UrgentLane items={lane()} now={now()} names={names} />
        </Show>
        {/* On a desk with nothing open they stand in the pane beside it (now/NowPane.tsx). */}
        <Show when={!isInArchive() && !isSearching()}>
          <div classList={{ 'only-phone': location.pathname === '/' }}>
            <AnnouncementCards rows={unread(announcements())} />
          </div>
        </Show>
        <ul class="convs">
          <Later>
            <For each={ids()}>
              {(id) => (
                <Show when={conversations.byId[id]}>
                  {(row) => (
                    <li>
                      <ConversationLink row={row()} now={now()} person={names.person} onMenu={setMenu} />
                    </li>
                  )}
                </Show>
              )}
            </For>
          </Later>
        </ul>
        <Show when={!isInArchive() && !isSearching() && filter() === 'all' && listed().archived.length > 0}>
          <button type="button" class="row archive-row" ref={archiveDoor} onClick={() => setInArchive(true)}>
            <Archive class="i" />
            <span class="txt">{t('inbox.archived')}</span>
            <span class="val num">{listed().archived.length}</span>
            <ChevronRight class="i chev flip" />
          </button>
        </Show>
        <Show
          when={
            ids().length === 0 &&
            lane().length === 0 &&
            (filter() !== 'all' || isInArchive() || isSearching() || listed().archived.length === 0)
          }
        >
          <Switch>
            <Match when={isReading()}>
              <p class="empty" role="status">
                {t('common.loading')}
              </p>
            </Match>
            <Match when={isSearching()}>
              <EmptyState
                icon={<SearchX class="i" />}
                title={t('inbox.empty.search.title')}
                text={t('inbox.empty.search.text')}
              />
            </Match>
            <Match when={isInArchive()}>
              <EmptyState
                icon={<Archive class="i" />}
                title={t('inbox.archived.empty.title')}
                text={t('inbox.archived.empty.text')}
              />
            </Match>
            <Match when={filter() === 'groups'}>
              <EmptyState
                icon={<UsersRound class="i" />}
                title={t('inbox.empty.groups.title')}
                text={t('inbox.empty.groups.text')}
              >
                <A class="btn" data-kind="line" href="/groups/new">
                  {t('group.new')}
                </A>
              </EmptyState>
            </Match>
            <Match when={filter() === 'urgent'}>
              <EmptyState
                icon={<CheckCheck class="i" />}
                title={t('inbox.empty.urgent.title')}
                text={t('inbox.empty.urgent.text')}
              />
            </Match>
            <Match when={filter() === 'unread'}>
              <EmptyState
                icon={<CheckCheck class="i" />}
                title={t('inbox.empty.unread.title')}
                text={t('inbox.empty.unread.text')}
              />
            </Match>
            <Match when={true}>
              <EmptyState icon={<MessageCircle class="i" />} title={t('inbox.empty.title')} text={t('inbox.empty.text')}>
                <A class="btn" data-kind="line" href="/new">
                  {t('inbox.new')}
                </A>
              </EmptyState>
            </Match>
          </Switch>
        </Show>
      </div>
      <div class="dock only-phone">
        {search()}
        <IconButton label={t('inbox.new')} kind="accent" size="lg" onClick={compose}>
          <SquarePen class="i" />
        </IconButton>
      </div>
      <Show when={menu()}>
        {(row) => (
          <ConversationMenu
            id={row().id}
            peer={row()}
            muted={row().muted}
            archived={row().archived}
            onClose={() => setMenu(undefined)}
          />
        )}
      </Show>
    </section>
  );
};
