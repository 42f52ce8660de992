/** RESET-2: a confirmation counts for the keys that were lodged, and for no others. */
import { equalBytes } from '../bytes.ts';
import type { UserId } from '../ids.ts';
import type { ResetRequest } from './http.ts';
import type { UserLink } from './user-chain.ts';

/** Its `reset` link. Who signed it, and that it follows the chain, is checked elsewhere. */
export function isResetTo(link: UserLink, user: UserId, request: ResetRequest): boolean {
  if (link.type !== 'reset' || link.user !== user) return false;
  const { device, recovery, userKey } = link.payload;
  return (
    device.id === request.device &&
    device.label === request.label &&
    equalBytes(device.sig, request.sig) &&
    equalBytes(device.kem, request.kem) &&
    equalBytes(recovery.sig, request.recovery.sig) &&
    equalBytes(recovery.kem, request.recovery.kem) &&
    equalBytes(userKey.pub, request.userKey)
  );
}
