/** The directory as this device has it: search, groups, letters. Works the same without a network. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import ContactRound from 'lucide-solid/icons/contact-round';
import SearchX from 'lucide-solid/icons/search-x';
import { type Accessor, createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import { localeOf } from '../../i18n/language.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Keyed } from '../../ui/Keyed.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { createDirectory } from '../engine-client.ts';
import { useMe } from '../me.ts';
import { findPeople, GROUPS, type Group } from './find-people.ts';
import './people.css';

interface PeopleListProps {
  /** People who are not offered here. */
  readonly without?: ReadonlySet<UserId> | undefined;
  /** Said when that leaves nobody. */
  readonly emptyText?: string | undefined;
  readonly children: (person: Accessor<Person>) => JSX.Element;
}

export const PeopleList = (props: PeopleListProps) => {
  const { t, language } = useI18n();
  const people = createDirectory();
  const me = useMe();
  const [query, setQuery] = createSignal('');
  const [group, setGroup] = createSignal<Group>('all');
  const letters = createMemo(() =>
    findPeople(people() ?? [], {
      query: query(),
      group: group(),
      myUnit: me()?.unit ?? '',
      me: me()?.user,
      without: props.without,
      professionWord: (person) => t(`profession.${person.profession}`),
      locale: localeOf[language()],
    }),
  );
  const isAlone = () =>
    people()?.every((person) => person.user === me()?.user || props.without?.has(person.user) === true) ?? false;
  const search = () => <SearchBox label={t('people.search')} value={query()} onValue={setQuery} />;
  return (
    <>
      <div class="list-search only-wide">{search()}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
      <div class="chips people-groups" role="group" aria-label={t('inbox.filter')}>
        <For each={GROUPS}>
          {(one) => (
            <button type="button" class="chip" aria-pressed={one === group()} onClick={() => setGroup(one)}>
              {t(`people.${one}`)}
            </button>
          )}
        </For>
      </div>
      <div class="scroll" aria-busy={people() === undefined}>
        <Show
          when={people()}
          fallback={
            <p class="empty" role="status">
              {t('common.loading')}
            </p>
          }
        >
          <Keyed
            each={letters()}
            by={({ letter }) => letter}
            fallback={
              <Show
                when={isAlone()}
                fallback={<EmptyState icon={<SearchX class="i" />} title={t('people.none.title')} text={t('people.none.text')} />}
              >
                <EmptyState
                  icon={<ContactRound class="i" />}
                  title={props.emptyText === undefined ? t('people.empty.title') : t('people.none.title')}
                  text={props.emptyText ?? t('people.empty.text')}
                />
              </Show>
            }
          >
            {(letter) => (
              <section>
                <h2 class="letter">{letter().letter}</h2>
                <ul>
                  <Keyed each={letter().people} by={({ user }) => user}>
                    {(person) => <li>{props.children(person)}</li>}
                  </Keyed>
                </ul>
              </section>
            )}
          </Keyed>
        </Show>
      </div>
      <div class="dock only-phone">{search()}</div>
    </>
  );
};
