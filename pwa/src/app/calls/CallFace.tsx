/** Whom one talks to: face, name, what she does. */
import { Show } from 'solid-js';
import { Avatar } from '../../ui/Avatar.tsx';
import { PersonName, ProfessionTag } from '../people.tsx';
import { VerifiedMark } from '../trust/VerifiedMark.tsx';
import type { CallProps } from './call-props.ts';

const faceSize = 132;

export const CallFace = (props: Pick<CallProps, 'person'>) => (
  <Show when={props.person}>
    {(person) => (
      <>
        <span class="call-halo">
          <Avatar id={person().user} name={person().name} photoUrl={person().photoUrl} size={faceSize} />
        </span>
        <p class="call-name">
          <PersonName of={person()} />
        </p>
        <p class="call-what">
          <ProfessionTag of={person().profession} />
          <bdi dir="auto">{person().unit}</bdi>
          <VerifiedMark user={person().user} />
        </p>
      </>
    )}
  </Show>
);
