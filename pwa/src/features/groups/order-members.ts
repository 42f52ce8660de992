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
  const name = ({ user }: GroupMember): string => person(user)?.name ?? '';
  return [...people].sort((a, b) => rank(a) - rank(b) || collator.compare(name(a), name(b)) || (a.user < b.user ? -1 : 1));
}
