/** Who may be meant by the @ that is being typed. */
import type { Person } from '@sanad/model/engine/api';
import { PersonName, ProfessionTag } from '../../app/people.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { ChoiceList } from './ChoiceList.tsx';

interface MentionPickerProps {
  readonly id: string;
  readonly choices: readonly Person[];
  readonly marked: number;
  readonly onChoose: (person: Person) => void;
}

export const MentionPicker = (props: MentionPickerProps) => {
  const { t, n } = useI18n();
  return (
    <ChoiceList
      id={props.id}
      label={t('mention.label')}
      found={n('mention.found', props.choices.length)}
      choices={props.choices}
      marked={props.marked}
      onChoose={props.onChoose}
    >
      {(person) => (
        <>
          <Avatar id={person.user} name={person.name} photoUrl={person.photoUrl} size={32} />
          <b>
            <PersonName of={person} />
          </b>
          <ProfessionTag of={person.profession} />
        </>
      )}
    </ChoiceList>
  );
};
