/** What a colleague's card says of groups (DIR-5): those that she and I belong to, and those of mine to which I may add her. From this device alone. */
import type { UserId } from '../ids.ts';
import type { GroupWith } from './api-rows.ts';
import type { Session } from './session.ts';

export function groupsWith({ spaces, groupViews }: Pick<Session, 'spaces' | 'groupViews'>, user: UserId): readonly GroupWith[] {
  return spaces.all().flatMap(({ space, kind }): readonly GroupWith[] => {
    const group = kind === 'group' ? groupViews.group(space) : undefined;
    if (group === undefined || group.ended !== undefined || group.next !== undefined) return [];
    const member = group.people.find((one) => one.user === user);
    const isIn = member !== undefined && member.waiting === undefined;
    const mayAdd = member === undefined && group.admin && !group.everyone;
    return isIn || mayAdd ? [{ id: space, isIn, history: group.history }] : [];
  });
}
