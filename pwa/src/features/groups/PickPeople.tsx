/** Several people of the directory: search, marks, and those already chosen as chips that can be taken out again. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import X from 'lucide-solid/icons/x';
import { For, Show } from 'solid-js';
import { PersonName, personName } from '../../app/people.tsx';
import { PeopleList } from '../../app/people-list/PeopleList.tsx';
import { PersonLine } from '../../app/people-list/PersonLine.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import './groups.css';

interface PickPeopleProps {
  readonly chosen: readonly Person[];
  readonly without?: ReadonlySet<UserId> | undefined;
  readonly emptyText?: string | undefined;
  readonly onChosen: (chosen: readonly Person[]) => void;
}

export const PickPeople = (props: PickPeopleProps) => {
  const i18n = useI18n();
  const isChosen = (person: Person) => props.chosen.some(({ user }) => user === person.user);
  const drop = (person: Person) => props.onChosen(props.chosen.filter(({ user }) => user !== person.user));
  return (
    <>
      <p class="sr" role="status">
        {i18n.n('group.new.chosen', props.chosen.length)}
      </p>
      <Show when={props.chosen.length > 0}>
        <ul class="chips picked">
          <For each={props.chosen}>
            {(person) => (
              <li>
                <button
                  type="button"
                  class="chip"
                  aria-label={i18n.t('group.new.drop', { name: personName(i18n, person) })}
                  onClick={() => drop(person)}
                >
                  <PersonName of={person} clip />
                  <X class="i" />
                </button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <PeopleList without={props.without} emptyText={props.emptyText}>
        {(person) => (
          <label class="person" data-choice>
            <Avatar id={person().user} name={person().name} photoUrl={person().photoUrl} size={44} />
            <PersonLine person={person()} />
            <input
              type="checkbox"
              class="tick"
              disabled={person().trust !== 'bound'}
              checked={isChosen(person())}
              onChange={(event) => (event.currentTarget.checked ? props.onChosen([...props.chosen, person()]) : drop(person()))}
            />
          </label>
        )}
      </PeopleList>
    </>
  );
};
