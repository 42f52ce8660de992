/** Administrators first, then by name; who is only asked for stands last. */
import type { GroupMember, Person } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';

export function orderMembers(
  people: readonly GroupMember[],
  person: (user: UserId) => Pick<Person, 'name'> | undefined,
  locale: string,
): readonly GroupMember[] {
  const collator = new Intl.Collator(locale, { sensitivity: 'base' });
  const rank = ({ admin, waiting }: GroupMember): number => (waiting === 'add' ? 2 : admin ? 0 : 1);
  return people
    .map((member) => ({ member, rank: rank(member), name: person(member.user)?.name ?? '' }))
    .sort((a, b) => a.rank - b.rank || collator.compare(a.name, b.name) || (a.member.user < b.member.user ? -1 : 1))
    .map(({ member }) => member);
}
