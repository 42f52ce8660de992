/** Who, then what: the name and what this person does, before the words. */
import type { UserId } from '@sanad/model/ids';
import { Show } from 'solid-js';
import { PersonName, ProfessionTag } from '../../app/people.tsx';
import { useThreadDoor } from './thread-door.ts';

export const AuthorLine = (props: { readonly user: UserId }) => {
  const door = useThreadDoor();
  return (
    <span class="msg-who">
      <Show when={door.person(props.user)} fallback={<b>{door.name(props.user)}</b>}>
        {(person) => (
          <>
            <b>
              <PersonName of={person()} />
            </b>
            <ProfessionTag of={person().profession} />
          </>
        )}
      </Show>
    </span>
  );
};
