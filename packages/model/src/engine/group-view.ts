/** A group as screens see it: its members as signed, with what was asked for here and waits (EPOCH-13). */
import type { SpaceId, UserId } from '../ids.ts';
import type { Group, GroupMember, GroupSummary } from './api.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { Continuations } from './continuations.ts';
import type { Groups } from './groups.ts';
import type { Spaces, SpaceView } from './spaces.ts';

/** "1 is new today": before the first message after somebody joined. */
const newcomerMs = 24 * 3600 * 1000;

export interface GroupViews {
  summary(space: SpaceView): GroupSummary | undefined;
  group(space: SpaceId): Group | undefined;
  /** Why nothing can be written here; undefined: it can. */
  refusal(space: SpaceId): 'not-member' | 'not-allowed' | 'continued' | undefined;
  isAdmin(space: SpaceView): boolean;
}

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((one, i) => one === b[i]);

export function makeGroupViews(
  context: Pick<EngineContext, 'identity' | 'deps' | 'http'>,
  spaces: Spaces,
  groups: Groups,
  continuations: Continuations,
): GroupViews {
  const { identity } = context;
  /** Made again only when something of it changed: large groups are asked for with every message. */
  const made = new Map<SpaceId, { readonly inputs: readonly unknown[]; readonly group: Group }>();

  function people(space: SpaceView): readonly GroupMember[] {
    const members = new Map<UserId, GroupMember>();
    if (space.records === 0)
      for (const user of [identity.user, ...(space.invited ?? [])])
        members.set(user, { user, admin: user === identity.user, waiting: user === identity.user ? undefined : 'add' });
    for (const { user, admin } of space.members) members.set(user, { user, admin, waiting: undefined });
    for (const [user] of space.leaving ?? []) members.delete(user);
    for (const { intent } of [...spaces.intents(space.space)].sort((a, b) => a.intent.atMs - b.intent.atMs)) {
      if (intent.type === 'leave') continue;
      if (intent.type === 'role') {
        const known = members.get(intent.user);
        if (known !== undefined) members.set(intent.user, { ...known, admin: intent.admin });
      } else
        for (const user of intent.users) {
          const known = members.get(user);
          if (intent.type === 'add' && known === undefined) members.set(user, { user, admin: false, waiting: 'add' });
          if (intent.type === 'remove' && known?.waiting === 'add') members.delete(user);
          else if (intent.type === 'remove' && known !== undefined) members.set(user, { ...known, waiting: 'remove' });
        }
    }
    return [...members.values()];
  }

  const isAdmin = (space: SpaceView): boolean =>
    space.records === 0 || space.members.some(({ user, admin }) => user === identity.user && admin);

  function newcomers(space: SpaceView, earlier: readonly SpaceId[]): readonly UserId[] {
    const sinceMs = serverNowMs(context) - newcomerMs;
    const added = continuations
      .events(space.space)
      .filter(({ created, atMs }) => atMs > sinceMs && (!created || earlier.length > 0))
      .flatMap(({ added: users }) => users);
    return [...new Set(added)].filter((user) => user !== identity.user && space.members.some((member) => member.user === user));
  }

  function summary(space: SpaceView): GroupSummary | undefined {
    if (space.kind !== 'group') return undefined;
    const { name, kind, picture } = groups.settings(space.space);
    const members = people(space).filter(({ waiting }) => waiting !== 'remove').length;
    return {
      name,
      kind,
      picture,
      members,
      ended: space.ended,
      next: continuations.next(space.space),
      mayPost: refusal(space.space) === undefined,
      origin: continuations.origin(space.space),
    };
  }

  function refusal(id: SpaceId): ReturnType<GroupViews['refusal']> {
    const space = spaces.get(id);
    if (space === undefined || space.kind !== 'group') return undefined;
    if (space.ended !== undefined) return 'not-member';
    if (continuations.next(id) !== undefined) return 'continued';
    return groups.settings(id).posting === 'administrators' && !isAdmin(space) ? 'not-allowed' : undefined;
  }

  return {
    summary,
    isAdmin,
    group(id) {
      const space = spaces.get(id);
      const earlier = continuations.earlier(id);
      const next = continuations.next(id);
      const asked = spaces.intents(id).map(({ intent }) => intent);
      const inputs = [space, groups.row(id), spaces.events(id), next, earlier.length, ...earlier, ...asked];
      const known = made.get(id);
      if (known !== undefined && isSame(known.inputs, inputs)) return known.group;
      const base = space && summary(space);
      if (space === undefined || base === undefined) return undefined;
      const { description, posting, forwarding, history, regrant, sensitive, everyone, continues } = groups.settings(id);
      const isOpen = space.ended === undefined && next === undefined;
      const admin = isAdmin(space) && isOpen;
      const group: Group = {
        ...base,
        id,
        description,
        posting,
        forwarding,
        sensitive,
        everyone,
        history,
        regrant,
        continues: continues !== undefined,
        earlier,
        people: people(space),
        admin,
        waiting: !space.accepted,
        newcomers: newcomers(space, earlier),
      };
      made.set(id, { inputs, group });
      return group;
    },
    refusal,
  };
}
