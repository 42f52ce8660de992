/**
 * A group of everybody (EPOCH-17): whoever the organisation knows belongs to it, also who comes later, and who is suspended does not; its
 * administrators are theirs. It is a group like every other; an administrator's device, which learns first who was approved, asks for
 * what is missing as for any member (EPOCH-13). Two of them at once converge.
 */
import type { UserId } from '../ids.ts';
import type { EngineContext } from './context.ts';
import type { GroupViews } from './group-view.ts';
import type { Groups } from './groups.ts';
import type { People } from './people.ts';
import type { IntentRow } from './records.ts';
import type { Spaces, SpaceView } from './spaces.ts';

interface EveryoneParts {
  readonly context: Pick<EngineContext, 'identity' | 'deps'>;
  readonly people: Pick<People, 'organisation' | 'colleagues' | 'person'>;
  readonly spaces: Pick<Spaces, 'all' | 'intents' | 'intend'>;
  readonly groups: Pick<Groups, 'settings'>;
  readonly groupViews: Pick<GroupViews, 'isAdmin' | 'refusal'>;
}

/** Leader, online: asks for the members that groups of everybody lack. */
export function makeEveryone({ context, people, spaces, groups, groupViews }: EveryoneParts): () => Promise<void> {
  const { identity, deps } = context;

  /** Who waits for something else here is left to it: her own wish comes first. */
  function wanted(space: SpaceView): readonly IntentRow[] {
    const organisation = people.organisation();
    if (organisation === undefined) return [];
    const asked = new Set<UserId>(
      spaces
        .intents(space.space)
        .flatMap(({ intent }) => (intent.type === 'leave' ? [] : intent.type === 'role' ? [intent.user] : intent.users)),
    );
    const [present, leaving] = [
      new Set(space.members.map(({ user }) => user)),
      new Set((space.leaving ?? []).map(([user]) => user)),
    ];
    const isKnown = (user: UserId): boolean => organisation.members.get(user)?.suspended === false;
    const missing = people
      .colleagues()
      .filter(({ user, trust }) => trust === 'bound' && isKnown(user) && !present.has(user) && !asked.has(user))
      .map(({ user }) => user);
    const isHead = (user: UserId): boolean => organisation.members.get(user)?.role === 'administrator';
    // Her account ended (ACCOUNT-3), and no device of hers said that she leaves. That is the server's word: it takes no administrator away.
    const isGone = (user: UserId): boolean => !isKnown(user) || (people.person(user)?.gone === true && !isHead(user));
    const gone = [...present].filter((user) => isGone(user) && !asked.has(user) && !leaving.has(user));
    const heads = space.members
      .filter(({ user, admin }) => !admin && isKnown(user) && isHead(user))
      .map(({ user }) => user)
      .filter((user) => !asked.has(user));
    const atMs = Math.floor(deps.clock.nowMs());
    return [
      ...(missing.length > 0 ? [{ type: 'add' as const, users: missing, atMs }] : []),
      ...heads.map((user) => ({ type: 'role' as const, user, admin: true, atMs })),
      ...(gone.length > 0 ? [{ type: 'remove' as const, users: gone, atMs }] : []),
    ];
  }

  return async () => {
    // Who belongs here is an administrator's to say.
    if (people.organisation()?.members.get(identity.user)?.role !== 'administrator') return;
    for (const space of spaces.all()) {
      if (space.kind !== 'group' || !space.accepted || space.ended !== undefined || !groups.settings(space.space).everyone)
        continue;
      if (!groupViews.isAdmin(space) || groupViews.refusal(space.space) !== undefined) continue;
      for (const intent of wanted(space)) await spaces.intend(space.space, intent);
    }
  };
}
