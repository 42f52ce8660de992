/** The list of conversations: search and compose under the thumb on a phone, at the top on a desk. */
import { A, useNavigate } from '@solidjs/router';
import CheckCheck from 'lucide-solid/icons/check-check';
import MessageCircle from 'lucide-solid/icons/message-circle';
import SearchX from 'lucide-solid/icons/search-x';
import SquarePen from 'lucide-solid/icons/square-pen';
import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { useEngine } from '../../app/engine-client.ts';
import { useMe } from '../../app/me.ts';
import { createNow } from '../../app/now.ts';
import { myPhotoUrl } from '../../app/photo.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { ConversationLink } from './ConversationLink.tsx';
import { type Filter, listConversations } from './filter-conversations.ts';
import './inbox.css';
import { UrgentLane } from './UrgentLane.tsx';

export const Inbox = () => {
  const { t, n } = useI18n();
  const { conversations } = useEngine();
  const me = useMe();
  const navigate = useNavigate();
  const now = createNow();
  const [filter, setFilter] = createSignal<Filter>('all');
  const [query, setQuery] = createSignal('');
  const listed = createMemo(() => listConversations(conversations.order, conversations.byId, filter(), query()));
  const urgents = createMemo(() => conversations.order.reduce((sum, id) => sum + (conversations.byId[id]?.unreadUrgent ?? 0), 0));
  const isReading = () => !conversations.loaded || (conversations.meta?.loading === true && conversations.order.length === 0);
  const compose = () => navigate('/new');
  const search = () => <SearchBox label={t('common.search')} value={query()} onValue={setQuery} />;

  return (
    <section class="pane list" aria-label={t('inbox.list')}>
      <header class="bar bar-top">
        <h1 class="grow">{t('inbox.title')}</h1>
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
      <div class="only-wide list-search">{search()}</div>
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
          ]}
        />
      </div>
      <div class="scroll" aria-busy={isReading()}>
        <Show when={listed().lane.length > 0}>
          <UrgentLane ids={listed().lane} now={now()} />
        </Show>
        <ul class="convs">
          <For each={listed().list}>
            {(id) => (
              <Show when={conversations.byId[id]}>
                {(row) => (
                  <li>
                    <ConversationLink row={row()} now={now()} />
                  </li>
                )}
              </Show>
            )}
          </For>
        </ul>
        <Show when={listed().list.length === 0 && listed().lane.length === 0}>
          <Switch>
            <Match when={isReading()}>
              <p class="empty" role="status">
                {t('common.loading')}
              </p>
            </Match>
            <Match when={query().trim() !== ''}>
              <EmptyState
                icon={<SearchX class="i" />}
                title={t('inbox.empty.search.title')}
                text={t('inbox.empty.search.text')}
              />
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
    </section>
  );
};
