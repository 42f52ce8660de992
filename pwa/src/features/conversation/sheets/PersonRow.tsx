/** One person in a sheet about a message: who it is, and below it what is known of her. */
import type { UserId } from '@sanad/model/ids';
import { type JSX, Show } from 'solid-js';
import { PersonName } from '../../../app/people.tsx';
import { Avatar } from '../../../ui/Avatar.tsx';
import { useThreadDoor } from '../thread-door.ts';

interface PersonRowProps {
  readonly user: UserId;
  readonly state?: string | undefined;
  readonly children?: JSX.Element;
}

export const PersonRow = (props: PersonRowProps) => {
  const door = useThreadDoor();
  const person = () => door.person(props.user);
  return (
    <li class="row" data-s={props.state}>
      <Avatar id={props.user} name={person()?.name ?? ''} photoUrl={person()?.photoUrl} size={36} />
      <span class="txt">
        <Show when={person()} fallback={door.name(props.user)}>
          {(known) => <PersonName of={known()} />}
        </Show>
        {props.children}
      </span>
    </li>
  );
};
