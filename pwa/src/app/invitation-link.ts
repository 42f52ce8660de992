/**
 * The invitation by which somebody came (INVITE-2). It stands behind `#`, so that it reaches no server log, and is taken out of the address
 * bar and the history at once. This tab keeps it, so that reloading loses nothing, until the account is made or the invitation is given up.
 */
import { type InvitationLink, parseInvitationFragment } from '@sanad/model/engine/api';
import { makeTabMemory } from './tab-memory.ts';

const memory = makeTabMemory('sanad.invitation');

export function takeInvitation(): InvitationLink | undefined {
  const found = window.location.hash;
  if (parseInvitationFragment(found) !== undefined) memory.write(found);
  if (found !== '') history.replaceState(history.state, '', window.location.pathname);
  const kept = memory.read();
  return kept === undefined ? undefined : parseInvitationFragment(kept);
}

export const forgetInvitation = (): void => memory.write(undefined);
