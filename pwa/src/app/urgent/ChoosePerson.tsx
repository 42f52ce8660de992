/** One colleague out of the directory, in a sheet. */
import type { Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import type { JSX } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { PeopleList } from '../people-list/PeopleList.tsx';
import { PersonLine } from '../people-list/PersonLine.tsx';
import './choose-person.css';

interface ChoosePersonProps {
  readonly title: string;
  readonly without?: ReadonlySet<UserId> | undefined;
  /** Whoever was chosen before. */
  readonly chosen?: UserId | undefined;
  readonly onChoose: (person: Person) => void;
  readonly onClose: () => void;
  /** Above the list. */
  readonly children?: JSX.Element;
}

export const ChoosePerson = (props: ChoosePersonProps) => {
  const { t } = useI18n();
  return (
    <Sheet title={props.title} closeLabel={t('common.close')} open onClose={props.onClose}>
      {props.children}
      <div class="choose-person">
        <PeopleList without={props.without}>
          {(person) => (
            <button
              type="button"
              class="person"
              aria-pressed={props.chosen === undefined ? undefined : person().user === props.chosen}
              disabled={person().trust === 'unverified'}
              onClick={() => props.onChoose(person())}
            >
              <Avatar id={person().user} name={person().name} photoUrl={person().photoUrl} size={40} />
              <PersonLine person={person()} />
            </button>
          )}
        </PeopleList>
      </div>
    </Sheet>
  );
};
