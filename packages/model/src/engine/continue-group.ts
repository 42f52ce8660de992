/**
 * Adding people who shall not read what was written before (EPOCH-16). Whoever has the newest key of a group opens all older ones through
 * its back links (EPOCH-1), so that their group is a new one: same settings, same members and they. It is made like every group: here at
 * once, also without a network.
 */
import type { SpaceId, UserId } from '../ids.ts';
import { err } from '../result.ts';
import type { CommandError, CommandResult } from './api.ts';
import type { EngineContext } from './context.ts';
import type { Continuations } from './continuations.ts';
import { groupPhraseActs, groupPhrasesOf, pendingGroupPhrases } from './group-phrases.ts';
import type { GroupViews } from './group-view.ts';
import { type Groups, settingActs } from './groups.ts';
import type { Outbox } from './outbox.ts';
import { intentWrite, type Spaces } from './spaces.ts';

export interface ContinueGroup {
  /** The group that goes on, with these people as well. Administrators of the old one. */
  withMore(group: SpaceId, users: readonly UserId[]): CommandResult<SpaceId>;
  /** Leader, online. Two administrators did so at once: whose group the others do not go on in brings her people over (EPOCH-16). */
  settle(): Promise<void>;
}

interface ContinueGroupParts {
  readonly context: EngineContext;
  readonly spaces: Spaces;
  readonly groups: Groups;
  readonly groupViews: GroupViews;
  readonly continuations: Continuations;
  readonly outbox: Outbox;
}

export function makeContinueGroup(parts: ContinueGroupParts): ContinueGroup {
  const { context, spaces, groups, groupViews, continuations, outbox } = parts;
  const { deps, identity, store } = context;

  async function withMore(old: SpaceId, users: readonly UserId[]): CommandResult<SpaceId> {
    const space = spaces.get(old);
    const group = groupViews.group(old);
    if (space === undefined || group === undefined) return err({ type: 'unknown-conversation' });
    const refusal = groupViews.refusal(old);
    if (refusal !== undefined) return err({ type: refusal });
    if (!groupViews.isAdmin(space)) return err({ type: 'not-allowed' });
    const { name, description, kind, picture, posting, forwarding, history, regrant, sensitive, everyone } = group;
    const staying = group.people.filter(({ user, waiting }) => user !== identity.user && waiting !== 'remove');
    const atMs = Math.floor(deps.clock.nowMs());
    const made = await spaces.openGroup([...new Set([...staying.map(({ user }) => user), ...users])], (next) => {
      const settings = {
        name,
        description,
        kind,
        picture,
        posting,
        forwarding,
        history,
        regrant,
        sensitive,
        everyone,
        continues: old,
      };
      const there = outbox.actWrites(next, [...settingActs(settings), ...groupPhraseActs(groupPhrasesOf(store, old))]);
      const here = outbox.actWrites(old, settingActs({ continued: next }));
      const administrators = staying.filter(({ admin }) => admin);
      return [
        ...there.writes,
        groups.pending(next, there.rows),
        pendingGroupPhrases(store, next, there.rows),
        ...here.writes,
        groups.pending(old, here.rows),
        ...administrators.map(({ user }) => intentWrite(next, { type: 'role', user, admin: true, atMs })),
      ];
    });
    if (made.ok) return made;
    const { error } = made;
    return err<CommandError>(error.type === 'storage-full' ? error : { type: 'not-ready' });
  }

  /** Made by this person, in another group than the one in which the others go on, and not settled yet. */
  function lost(): readonly { readonly space: SpaceId; readonly sibling: SpaceId; readonly end: SpaceId }[] {
    return spaces.all().flatMap(({ space, kind, ended, accepted }) => {
      const isMine = spaces.events(space).some(({ created, by }) => created && by === identity.user);
      const winner = kind === 'group' && accepted && ended === undefined && isMine ? continuations.winner(space) : undefined;
      return winner === undefined ? [] : [{ space, ...winner }];
    });
  }

  return {
    withMore,
    async settle() {
      for (const { space, sibling, end } of lost()) {
        const there = groupViews.group(end);
        // Until somebody made me an administrator there, mine stays a group of its own.
        if (there === undefined || !there.admin) continue;
        const present = new Set(there.people.map(({ user }) => user));
        const missing = spaces
          .get(space)
          ?.members.map(({ user }) => user)
          .filter((user) => !present.has(user));
        if (missing !== undefined && missing.length > 0 && !(await withMore(end, missing)).ok) continue;
        const { rows, writes } = outbox.actWrites(space, settingActs({ continued: sibling }));
        await store.commit([...writes, groups.pending(space, rows)]);
      }
    },
  };
}
