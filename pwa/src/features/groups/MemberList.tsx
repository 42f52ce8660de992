/** Who belongs to a group. A long list is drawn only where it is looked at: it stands in the middle of a page that scrolls as a whole. */
import type { GroupMember, Me, Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { createMemo, type JSX } from 'solid-js';
import { RowList } from '../../ui/RowList.tsx';
import { MemberRow } from './MemberRow.tsx';

interface MemberListProps {
  readonly members: readonly GroupMember[];
  readonly person: (user: UserId) => Person | undefined;
  readonly me: Me | undefined;
  readonly onChoose: (user: UserId) => void;
}

export const MemberList = (props: MemberListProps) => {
  const byUser = createMemo(() => new Map<string, GroupMember>(props.members.map((one) => [one.user, one])));
  const row = (key: string): JSX.Element => {
    const first = byUser().get(key);
    if (first === undefined) return undefined;
    // A row that has just gone is still read while what shows it is taken away.
    const member = createMemo<GroupMember>((before) => byUser().get(key) ?? before, first);
    return (
      <MemberRow
        member={member()}
        person={props.person(member().user)}
        me={props.me}
        onChoose={() => props.onChoose(member().user)}
      />
    );
  };
  return <RowList keys={props.members.map(({ user }) => user)}>{row}</RowList>;
};
