/** What a colleague's chain says of her identity, as system lines (CHAIN-11, RESET-8). New devices in groups would be noise; resets are not. */
import type { SpaceId, UserId } from '../ids.ts';
import type { UserChain } from '../wire/user-chain.ts';
import type { People } from './people.ts';
import type { SpaceEvent } from './space-events.ts';
import type { Spaces, SpaceView } from './spaces.ts';

const nothing = { index: 0, created: false, added: [], removed: [], left: [], promoted: [], demoted: [], rekeyed: false };

/** Those that came since she is here: what was before is how she was met. */
export function deviceEvents(
  spaces: Pick<Spaces, 'get' | 'events'>,
  people: Pick<People, 'chainOf'>,
  me: UserId,
  space: SpaceId,
): readonly SpaceEvent[] {
  const view = spaces.get(space);
  if (view === undefined || view.kind === 'private') return [];
  const events = spaces.events(space);
  return others(view, me).flatMap((user): readonly SpaceEvent[] => {
    const chain = people.chainOf(user);
    const since = events.findLast(({ created, added }) => created || added.includes(user))?.atMs;
    if (chain === undefined || since === undefined) return [];
    const devices = view.peer === user ? devicesOf(chain) : [];
    return [...devices, ...resetsOf(chain)].filter(({ atMs }) => atMs >= since);
  });
}

const others = ({ peer, members }: SpaceView, me: UserId): readonly UserId[] =>
  peer === undefined ? members.map(({ user }) => user).filter((user) => user !== me) : [peer];

function devicesOf({ user, devices, resetLinks }: UserChain): readonly SpaceEvent[] {
  return [...devices.values()]
    .filter(({ addedN }) => addedN > 0 && !resetLinks.some(({ n }) => n === addedN))
    .map(({ id, addedAtMs }) => ({ ...nothing, atMs: addedAtMs, by: user, device: id }));
}

function resetsOf({ user, devices, resetLinks }: UserChain): readonly SpaceEvent[] {
  return resetLinks.flatMap(({ n, atMs, by }) => {
    const made = [...devices.values()].find(({ addedN }) => addedN === n);
    return made === undefined ? [] : [{ ...nothing, atMs, by: user, device: made.id, resetBy: by }];
  });
}
