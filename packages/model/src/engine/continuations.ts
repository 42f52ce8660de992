/**
 * Groups whose new members read only what is written after they joined (EPOCH-16): adding somebody begins a new group that continues the
 * old one, and the old one says where it goes on. Both must say so, or the old one must have been continued twice at once: then the two
 * new ones continue the same, and the newest word of its administrators decides.
 */
import type { SpaceId } from '../ids.ts';
import type { GroupSettings } from './groups.ts';
import type { SpaceEvent } from './space-events.ts';
import type { Spaces, SpaceView } from './spaces.ts';

export interface Continuations {
  /** Where this group goes on, as far as this device can follow; undefined: it is the one to write in. */
  next(space: SpaceId): SpaceId | undefined;
  /** The groups on this device that go on in this one, oldest first. */
  earlier(space: SpaceId): readonly SpaceId[];
  /** The first group of the line, as far as its settings are known here; itself where it continues none. */
  origin(space: SpaceId): SpaceId;
  /** System lines of a space: the first one says that it continues another, and who is new. */
  events(space: SpaceId): readonly SpaceEvent[];
  /** What it continues was continued twice at once and this one lost, but does not say so yet: by which, and where the others are now. */
  winner(space: SpaceId): { readonly sibling: SpaceId; readonly end: SpaceId } | undefined;
}

/** Longer lines of groups than anybody makes; a circle ends here as well. */
const maxSteps = 200;

export function makeContinuations(
  spaces: Pick<Spaces, 'get' | 'all' | 'events'>,
  groups: { settings(space: SpaceId): Pick<GroupSettings, 'continues' | 'continued'> },
): Continuations {
  const isGroup = (space: SpaceId): boolean => spaces.get(space)?.kind === 'group';

  function step(space: SpaceId): SpaceId | undefined {
    const { continued, continues } = groups.settings(space);
    if (continued === undefined || continued === space || !isGroup(continued)) return undefined;
    const from = groups.settings(continued).continues;
    return from === space || (from !== undefined && from === continues) ? continued : undefined;
  }

  /** The groups after this one, in their order; none where the line bites its own tail: nothing may disappear behind a circle. */
  function line(space: SpaceId): readonly SpaceId[] {
    const following: SpaceId[] = [];
    for (let at = step(space); at !== undefined; at = step(at)) {
      if (following.length === maxSteps) return [];
      following.push(at);
    }
    return following;
  }
  const next = (space: SpaceId): SpaceId | undefined => line(space).at(-1);

  // Nothing goes on in a group that does not say that it continues one: most are not looked for. Each group is looked at once, whatever
  // lines somebody made of hundreds of them: lists ask for every group.
  function earlier(space: SpaceId): readonly SpaceId[] {
    const end = groups.settings(space).continues === undefined ? undefined : line(space);
    if (end === undefined || (end.length === 0 && step(space) !== undefined)) return [];
    const into = new Map<SpaceId, SpaceView[]>();
    for (const view of spaces.all()) {
      const following = view.kind === 'group' ? step(view.space) : undefined;
      if (following === undefined) continue;
      const others = into.get(following);
      if (others === undefined) into.set(following, [view]);
      else others.push(view);
    }
    const found: SpaceView[] = [];
    let last: readonly SpaceId[] = [space];
    for (let steps = end.length; last.length > 0 && steps < maxSteps; steps++) {
      const before = last.flatMap((at) => into.get(at) ?? []);
      found.push(...before);
      last = before.map((view) => view.space);
    }
    return found.sort((a, b) => a.epochStartedAtMs - b.epochStartedAtMs).map((view) => view.space);
  }

  return {
    next,
    earlier,
    origin(space) {
      let first = space;
      for (let steps = 0; steps < maxSteps; steps++) {
        const before = groups.settings(first).continues;
        if (before === undefined) return first;
        first = before;
      }
      return space;
    },
    events(space) {
      const events = spaces.events(space);
      if (groups.settings(space).continues === undefined) return events;
      const before = new Set(earlier(space).flatMap((other) => spaces.get(other)?.members.map(({ user }) => user) ?? []));
      return events.map((event) =>
        event.created ? { ...event, continues: true, added: event.added.filter((user) => !before.has(user)) } : event,
      );
    },
    winner(space) {
      const { continues, continued } = groups.settings(space);
      const sibling = continues === undefined || continued !== undefined ? undefined : step(continues);
      return sibling === undefined || sibling === space ? undefined : { sibling, end: next(sibling) ?? sibling };
    },
  };
}
