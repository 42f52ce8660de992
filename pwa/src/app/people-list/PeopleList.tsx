/** The directory as this device has it: search, groups, filters, favourites, letters. Works the same without a network; as long as it likes. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import ContactRound from 'lucide-solid/icons/contact-round';
import ListFilter from 'lucide-solid/icons/list-filter';
import SearchX from 'lucide-solid/icons/search-x';
import Star from 'lucide-solid/icons/star';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { type Accessor, createEffect, createMemo, createSignal, For, type JSX, Match, on, Show, Switch } from 'solid-js';
import { localeOf } from '../../i18n/language.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { createPieces } from '../../ui/create-pieces.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { RowList } from '../../ui/RowList.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { createColleagues } from '../colleagues.ts';
import { useDuty } from '../duty/duty.tsx';
import { createFavourites } from '../engine-client.ts';
import { useMe } from '../me.ts';
import {
  FAVOURITES,
  filterCount,
  findPeople,
  GROUPS,
  type Group,
  indexPeople,
  NEARBY,
  noFilter,
  type PeopleFilter,
  specialitiesOf,
  unitsOf,
} from './find-people.ts';
import { PeopleFilterSheet } from './PeopleFilterSheet.tsx';
import './people.css';

interface PeopleListProps {
  /** People who are not offered here. */
  readonly without?: ReadonlySet<UserId> | undefined;
  /** Said when that leaves nobody. */
  readonly emptyText?: string | undefined;
  readonly children: (person: Accessor<Person>) => JSX.Element;
}

export const PeopleList = (props: PeopleListProps) => {
  const { t, n, language } = useI18n();
  const { people, byUser } = createColleagues();
  const favourites = createFavourites();
  const duty = useDuty();
  const me = useMe();
  const [query, setQuery] = createSignal('');
  const [group, setGroup] = createSignal<Group>('all');
  const [filter, setFilter] = createSignal<PeopleFilter>(noFilter);
  const [isFiltering, setFiltering] = createSignal(false);
  const locale = () => localeOf[language()];
  const index = createPieces(() => {
    const all = people();
    return all && indexPeople(all, (person) => t(`profession.${person.profession}`), locale());
  });
  const sections = createPieces(() => {
    const ready = index();
    // Who is on duty is looked up while it is worked out: a change begins it anew.
    duty.roster();
    const asked = { query: query(), group: group(), filter: filter(), without: props.without, favourites: favourites() };
    const mine = { myUnit: me()?.unit ?? '', me: me()?.user, isOnDuty: (user: UserId) => duty.of(user).length > 0 };
    return ready && findPeople(ready, { ...asked, ...mine });
  });
  /** Lines of the list by key: a heading, or a person. A key stays what it is. */
  const keys = createMemo(() => sections()?.flatMap(({ name, people: listed }) => [headPrefix + name, ...listed.map(userOf)]));
  const found = () => (sections() ?? []).reduce((sum, section) => sum + section.people.length, 0);
  const isAlone = () =>
    people()?.every((person) => person.gone || person.user === me()?.user || props.without?.has(person.user) === true) ?? false;
  const search = () => <SearchBox label={t('people.search')} value={query()} onValue={setQuery} />;
  const filters = () => filterCount(filter());
  let page: HTMLDivElement | undefined;
  // What was asked for anew is read from its beginning.
  createEffect(on([query, group, filter], () => page?.scrollTo(0, 0), { defer: true }));

  const line = (key: string): JSX.Element => {
    if (isHead(key)) return <Heading name={key.slice(headPrefix.length)} />;
    const first = byUser().get(key);
    // A row that has just gone is still read while what shows it is taken away.
    return first && props.children(createMemo<Person>((before) => byUser().get(key) ?? before, first));
  };
  return (
    <>
      <div class="list-search only-wide">{search()}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
      <div class="chips people-groups" role="group" aria-label={t('inbox.filter')}>
        <button
          type="button"
          class="chip"
          aria-haspopup="dialog"
          aria-pressed={filters() > 0}
          aria-label={filters() > 0 ? n('people.filter.on', filters()) : t('people.filter')}
          onClick={() => setFiltering(true)}
        >
          <ListFilter class="i" />
          <Show when={filters() > 0}>
            <span class="num">{filters()}</span>
          </Show>
        </button>
        <For each={GROUPS}>
          {(one) => (
            <button type="button" class="chip" aria-pressed={one === group()} onClick={() => setGroup(one)}>
              {t(`people.${one}`)}
            </button>
          )}
        </For>
      </div>
      <div class="scroll" aria-busy={keys() === undefined} ref={page}>
        <Switch
          fallback={
            <RowList keys={keys() ?? []} isHead={isHead}>
              {line}
            </RowList>
          }
        >
          <Match when={keys() === undefined}>
            <p class="empty" role="status">
              {t('common.loading')}
            </p>
          </Match>
          <Match when={keys()?.length === 0 && isAlone()}>
            <EmptyState
              icon={<ContactRound class="i" />}
              title={props.emptyText === undefined ? t('people.empty.title') : t('people.none.title')}
              text={props.emptyText ?? t('people.empty.text')}
            />
          </Match>
          <Match when={keys()?.length === 0}>
            <EmptyState icon={<SearchX class="i" />} title={t('people.none.title')} text={t('people.none.text')} />
          </Match>
        </Switch>
      </div>
      <div class="dock only-phone">{search()}</div>
      <Show when={isFiltering()}>
        <PeopleFilterSheet
          filter={filter()}
          units={unitsOf(index() ?? [], locale())}
          specialities={specialitiesOf(index() ?? [], locale())}
          found={found()}
          onChange={setFilter}
          onClose={() => setFiltering(false)}
        />
      </Show>
    </>
  );
};

/** No id begins like this. */
const headPrefix = '#';
const isHead = (key: string): boolean => key.startsWith(headPrefix);
const userOf = ({ user }: Person): string => user;

const Heading = (props: { readonly name: string }) => {
  const { t } = useI18n();
  return (
    <h2 class="letter">
      <Switch fallback={props.name}>
        <Match when={props.name === FAVOURITES}>
          <Star class="i" />
          {t('people.favourites')}
        </Match>
        <Match when={props.name === NEARBY}>
          <UserRoundCheck class="i" />
          {t('people.nearby')}
        </Match>
      </Switch>
    </h2>
  );
};
