/** My own photo's address: the hash of the picture in the query, so that a new one is never served from an old cache. */
import type { Me } from '@sanad/model/engine/api';
import { photoSuffix } from '../platform/photo-cache.ts';
import type { OpenedProfile } from '../platform/profile-place.ts';

/** Tells the service worker for whom it keeps photos; the engine ends the addresses of colleagues' photos alike. */
let suffix = '';
export function keepPhotosFor(opened: OpenedProfile): void {
  suffix = photoSuffix(opened);
}

export function myPhotoUrl(me: Me): string | undefined {
  if (me.photo === undefined) return undefined;
  const tag = Array.from(me.photo.subarray(0, 8), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `/api/v1/users/${me.user}/photo?v=${tag}${suffix}`;
}
