/** Who may be meant by the @ that is being typed. The text field keeps the focus and says which one is marked. */
import type { Person } from '@sanad/model/engine/api';
import { For } from 'solid-js';
import { PersonName, ProfessionTag } from '../../app/people.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';

interface MentionPickerProps {
  readonly id: string;
  readonly choices: readonly Person[];
  readonly marked: number;
  readonly onChoose: (person: Person) => void;
}

export const MentionPicker = (props: MentionPickerProps) => {
  const { t, n } = useI18n();
  return (
    <div class="mentions">
      <p class="sr" role="status">
        {n('mention.found', props.choices.length)}
      </p>
      <div role="listbox" id={props.id} aria-label={t('mention.label')}>
        <For each={props.choices}>
          {(person, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are heard by the text field, which keeps the focus
            // biome-ignore lint/a11y/useFocusableInteractive: the field points at it with aria-activedescendant
            <div
              role="option"
              id={`${props.id}-${at()}`}
              class="mention-row"
              aria-selected={at() === props.marked}
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => props.onChoose(person)}
            >
              <Avatar id={person.user} name={person.name} photoUrl={person.photoUrl} size={32} />
              <b>
                <PersonName of={person} />
              </b>
              <ProfessionTag of={person.profession} />
            </div>
          )}
        </For>
      </div>
    </div>
  );
};
