/**
 * Photos of colleagues: the service worker keeps them in a cache of the profile that asks, a sign-out empties it. Which profile that is
 * stands in the address of the photo (`at`); a computer that keeps nothing says so there (SHARED-6).
 */
import { firstProfile, type OpenedProfile, type PlaceName, parseProfileId, placesOf } from './profile-place.ts';

export const photoCacheOf = (place: PlaceName): string => place('sanad-photos');

const nowhere = 'nowhere';

/** What the addresses of photos end with. */
export const photoSuffix = ({ profile, computer }: OpenedProfile): string =>
  computer === 'passing' ? `&at=${nowhere}` : profile === firstProfile ? '' : `&at=${profile}`;

/** The cache that a photo of this address belongs into; undefined: it is not kept. */
export function photoCacheFor(url: URL): string | undefined {
  const at = url.searchParams.get('at') ?? firstProfile;
  const profile = at === nowhere ? undefined : parseProfileId(at);
  return profile === undefined ? undefined : photoCacheOf(placesOf(profile));
}
