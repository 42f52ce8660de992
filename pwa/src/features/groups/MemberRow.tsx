/** Who, what they do, whether they take care of the group, and what still waits. */
import type { GroupMember, Me, Person } from '@sanad/model/engine/api';
import { Show } from 'solid-js';
import { PersonName, ProfessionTag } from '../../app/people.tsx';
import { myPhotoUrl } from '../../app/photo.ts';
import { VerifiedMark } from '../../app/trust/VerifiedMark.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';

interface MemberRowProps {
  readonly member: GroupMember;
  readonly person: Person | undefined;
  readonly me: Me | undefined;
  readonly onChoose: () => void;
}

export const MemberRow = (props: MemberRowProps) => {
  const { t } = useI18n();
  const isMe = () => props.member.user === props.me?.user;
  const shown = () => props.person ?? (isMe() ? props.me : undefined);
  const photoUrl = () => (isMe() && props.me !== undefined ? myPhotoUrl(props.me) : props.person?.photoUrl);
  return (
    <button type="button" class="person" data-waiting={props.member.waiting} aria-haspopup="dialog" onClick={props.onChoose}>
      <Avatar id={props.member.user} name={shown()?.name ?? ''} photoUrl={photoUrl()} size={42} />
      <span class="person-line">
        <span class="nm">
          <Show when={shown()} fallback={<span>{t('group.member.unknown')}</span>}>
            {(who) => <PersonName of={who()} clip />}
          </Show>
          <Show when={isMe()}>
            <span class="me-mark">({t('group.you')})</span>
          </Show>
        </span>
        <span class="sub">
          <Show when={shown()}>{(who) => <ProfessionTag of={who().profession} />}</Show>
          <Show when={props.member.admin}>
            <span class="admin">· {t('group.admin')}</span>
          </Show>
          <VerifiedMark user={props.member.user} />
        </span>
      </span>
      <Show when={props.member.waiting}>
        {(waiting) => (
          <span class="tag" data-k="off">
            {t(`group.waiting.${waiting()}`)}
          </span>
        )}
      </Show>
    </button>
  );
};
