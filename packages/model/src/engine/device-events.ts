/**
 * What became of colleagues' chains, as system lines: a new device in the conversation with her (CHAIN-11; of groups it would be noise), a
 * new identity wherever she is (TRUST-3).
 */
import type { SpaceId } from '../ids.ts';
import type { People } from './people.ts';
import type { SpaceEvent } from './space-events.ts';
import type { Spaces } from './spaces.ts';

const nothing = { index: 0, created: false, added: [], removed: [], left: [], promoted: [], demoted: [], rekeyed: false };

/** Those of after the space began: what was before is how she was met. */
export function deviceEvents(
  spaces: Pick<Spaces, 'get' | 'events'>,
  people: Pick<People, 'chainOf'>,
  space: SpaceId,
): readonly SpaceEvent[] {
  const row = spaces.get(space);
  const since = spaces.events(space).find(({ created }) => created)?.atMs;
  if (row === undefined || since === undefined || row.kind === 'private') return [];
  return row.members.flatMap(({ user }) => {
    const chain = people.chainOf(user);
    if (chain === undefined) return [];
    const resets = chain.resetLinks.filter(({ atMs }) => atMs >= since);
    const positions = new Set(resets.map(({ n }) => n));
    const devices = [...chain.devices.values()].filter(
      ({ addedN, addedAtMs }) => user === row.peer && addedN > 0 && addedAtMs >= since && !positions.has(addedN),
    );
    return [
      ...devices.map(({ id, addedAtMs }) => ({ ...nothing, atMs: addedAtMs, by: user, device: id })),
      ...resets.map(({ n, atMs }) => ({ ...nothing, atMs, by: user, identity: n })),
    ];
  });
}
