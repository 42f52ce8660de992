/** A colleague's new devices, as system lines of the conversation with her (CHAIN-11). Of groups it would be noise. */
import type { SpaceId } from '../ids.ts';
import type { People } from './people.ts';
import type { SpaceEvent } from './space-events.ts';
import type { Spaces } from './spaces.ts';

const nothing = { index: 0, created: false, added: [], removed: [], left: [], promoted: [], demoted: [], rekeyed: false };

/** Those that were added since the conversation began: the devices of before are how she was met. */
export function deviceEvents(
  spaces: Pick<Spaces, 'get' | 'events'>,
  people: Pick<People, 'chainOf'>,
  space: SpaceId,
): readonly SpaceEvent[] {
  const peer = spaces.get(space)?.peer;
  const chain = peer && people.chainOf(peer);
  const since = spaces.events(space).find(({ created }) => created)?.atMs;
  if (peer === undefined || chain === undefined || since === undefined) return [];
  return [...chain.devices.values()]
    .filter(({ addedN, addedAtMs }) => addedN > 0 && addedAtMs >= since)
    .map(({ id, addedAtMs }) => ({ ...nothing, atMs: addedAtMs, by: peer, device: id }));
}
