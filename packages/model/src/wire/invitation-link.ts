/** The link of an invitation (INVITE-2): without a schema, as the page before an account reads it. */
import { base64UrlToBytes, bytesToBase64Url } from '../bytes.ts';

/** Of SHA-256. */
const hashBytes = 32;

/** Behind `#` of a link to the form, so that it reaches no server's log (INVITE-2). */
export const invitationFragment = (token: string, organisationHash: Uint8Array): string =>
  `invitation=${token}.${bytesToBase64Url(organisationHash)}`;

export interface InvitationLink {
  readonly token: string;
  readonly organisationHash: Uint8Array;
}
/** `undefined`: not the fragment of an invitation. */
export function parseInvitationFragment(fragment: string): InvitationLink | undefined {
  const found = /^#?invitation=([A-Za-z0-9_-]{43})\.([A-Za-z0-9_-]{43})$/.exec(fragment);
  const organisationHash = found?.[2] === undefined ? undefined : base64UrlToBytes(found[2]);
  if (found?.[1] === undefined || organisationHash?.length !== hashBytes) return undefined;
  return { token: found[1], organisationHash };
}
