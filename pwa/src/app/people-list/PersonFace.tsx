/** The face of a colleague: a ring when she is on duty, which the line beside it says in words, a dot when she has SANAD before her. */
import type { Person } from '@sanad/model/engine/api';
import { Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';

interface PersonFaceProps {
  readonly person: Person;
  readonly size: number;
  readonly reachable: boolean;
}

export const PersonFace = (props: PersonFaceProps) => {
  const { t } = useI18n();
  return (
    <span class="face">
      <Avatar id={props.person.user} name={props.person.name} photoUrl={props.person.photoUrl} size={props.size} />
      <Show when={props.reachable}>
        <span class="dot" />
        <span class="sr">{t('chat.reachable')}</span>
      </Show>
    </span>
  );
};
