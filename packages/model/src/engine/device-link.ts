/**
 * A device from another one (LINK-1 … LINK-4): the new one shows a code, the other one reads it, people compare six digits, and what the
 * other one signs comes back sealed. No recovery code, and nobody else.
 */
import * as v from 'valibot';
import { type Bytes, copyBytes, equalBytes } from '../bytes.ts';
import { decodeCbor, encodeCbor } from '../cbor.ts';
import {
  type DeviceLink,
  encodeDeviceLink,
  linkDigits,
  makeDeviceLink,
  openLinkOffer,
  sealLinkOffer,
} from '../crypto/device-link.ts';
import { type DeviceKeys, generateDeviceKeys, type StoredDeviceKeys } from '../crypto/identity.ts';
import { userIdToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { foldUserLinks } from '../sync/chains.ts';
import { coSignStatement, deriveDeviceId, signStatement } from '../sync/statements.ts';
import { UserKeyGrant } from '../wire/epoch-record.ts';
import { DeviceLinkState, Empty, type Me, Position } from '../wire/http.ts';
import { maxLinkBytes, maxLinkOfferBytes } from '../wire/limits.ts';
import { parseStatementBody, type Statement } from '../wire/statement.ts';
import { type UserChain, UserLink } from '../wire/user-chain.ts';
import type { LinkError } from './api.ts';
import type { Identity } from './context.ts';
import { grantUserKey, type RecoveredIdentity } from './enrolment.ts';
import { type HttpClient, type RequestError, toCommandError } from './http-client.ts';
import { fetchOwnChain } from './own-chain.ts';
import { fetchUserKeys } from './user-keyring.ts';

export type DeviceLinkError =
  | RequestError
  /** The code is too old, or the other device gave up. */
  | { readonly type: 'expired' }
  /** Keys, chain or signature are not those that the code stands for: nothing was signed. */
  | { readonly type: 'link-fault' };

export const toLinkError = (error: DeviceLinkError): LinkError =>
  error.type === 'expired' || error.type === 'link-fault' ? error : toCommandError(error);

const bytesOf = (length: number) => v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === length);
const upTo = (length: number) => v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= length);
/** [version, signed body, signature, grant] */
const Offer = v.tupleWithRest([v.literal(1), upTo(maxLinkBytes), bytesOf(64), UserKeyGrant], v.unknown());

const isNotFound = (error: RequestError): boolean => error.type === 'refused' && error.code === 'request/not-found';

// ── the new device ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface OpenLink {
  readonly link: DeviceLink;
  readonly keys: DeviceKeys;
  readonly stored: StoredDeviceKeys;
  readonly genesisHash: Uint8Array;
  /** For the screen. */
  readonly code: string;
  readonly digits: string;
}

export async function openDeviceLink(http: HttpClient, me: Me, label: string): Promise<Result<OpenLink, DeviceLinkError>> {
  const chain = await fetchOwnChain(http, me.user);
  if (!chain.ok) return chain.error.type === 'chain-fault' ? err({ type: 'link-fault' }) : err(chain.error);
  const { keys, stored } = await generateDeviceKeys();
  const publicKeys = { sig: keys.signing.publicKey, kem: keys.kem.publicKey };
  const link = makeDeviceLink(await deriveDeviceId(publicKeys));
  const lodged = await http.send('POST', '/me/links', { device: link.device, ...publicKeys, label }, Empty);
  if (!lodged.ok) return lodged;
  const { organisation, genesisHash } = chain.value;
  const [code, digits] = await Promise.all([encodeDeviceLink(link), linkDigits(link, organisation, genesisHash)]);
  return ok({ link, keys, stored, genesisHash, code, digits });
}

/** Undefined: the other device has not answered yet. */
export async function takeDeviceLink(
  http: HttpClient,
  me: Me,
  { link, keys, stored, genesisHash }: OpenLink,
): Promise<Result<RecoveredIdentity | undefined, DeviceLinkError>> {
  const state = await http.get(`/me/links/${link.device}`, DeviceLinkState);
  if (!state.ok) return isNotFound(state.error) ? err({ type: 'expired' }) : state;
  if (state.value.offer === undefined) return ok(undefined);
  const opened = await openLinkOffer(link, userIdToBytes(me.user), state.value.offer);
  const decoded = opened.ok ? decodeCbor(opened.value, maxLinkOfferBytes) : opened;
  const offer = v.safeParse(Offer, decoded.ok ? decoded.value : undefined);
  if (!offer.success) return err({ type: 'link-fault' });
  const [, body, sig, grant] = offer.output;
  const chain = await fetchOwnChain(http, me.user);
  if (!chain.ok) return chain.error.type === 'chain-fault' ? err({ type: 'link-fault' }) : err(chain.error);
  if (!equalBytes(chain.value.genesisHash, genesisHash)) return err({ type: 'link-fault' });
  const statement = await coSignStatement('userLink', { body: copyBytes(body), sig: copyBytes(sig) }, keys.signing);
  if (!(await makesDevice(chain.value, statement, link))) return err({ type: 'link-fault' });
  const added = await http.send('POST', '/me/chain', { link: statement, userKeyGrants: [grant] }, Position);
  if (!added.ok) return added;
  const userKeys = await fetchUserKeys(http, me.user, link.device, keys.kem);
  if (!userKeys.ok) return userKeys.error.type === 'cannot-open' ? err({ type: 'link-fault' }) : err(userKeys.error);
  const { organisation } = chain.value;
  return ok({ device: link.device, stored, userKeys: userKeys.value, organisationHash: copyBytes(organisation) });
}

/** What was signed follows her chain, and makes a device of these keys and of nothing else. */
async function makesDevice(chain: UserChain, statement: Statement, link: DeviceLink): Promise<boolean> {
  const parsed = parseStatementBody(UserLink, statement.body, maxLinkBytes);
  if (!parsed.ok || parsed.value.type !== 'add_device' || parsed.value.payload.device.id !== link.device) return false;
  const folded = await foldUserLinks(chain, chain.user, [statement], async () => undefined);
  return folded.ok;
}

// ── the other device ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface ReadLink {
  readonly request: DeviceLinkState;
  readonly digits: string;
}

/** LINK-1: keys that the code does not stand for are nobody's. */
export async function readDeviceLink(
  http: HttpClient,
  link: DeviceLink,
  chain: UserChain,
): Promise<Result<ReadLink, DeviceLinkError>> {
  const state = await http.get(`/me/links/${link.device}`, DeviceLinkState);
  if (!state.ok) return isNotFound(state.error) ? err({ type: 'expired' }) : state;
  const { device, sig, kem, offer } = state.value;
  if (device !== link.device || (await deriveDeviceId({ sig, kem })) !== link.device) return err({ type: 'link-fault' });
  if (offer !== undefined || chain.devices.has(device)) return err({ type: 'expired' });
  return ok({ request: state.value, digits: await linkDigits(link, chain.organisation, chain.genesisHash) });
}

export interface LinkSigner {
  readonly http: HttpClient;
  readonly identity: Identity;
  readonly chain: UserChain;
  /** The current user key. */
  readonly userKey: Bytes;
  readonly atMs: number;
}

/** After the digits were compared. */
export async function offerDeviceLink(
  { http, identity, chain, userKey, atMs }: LinkSigner,
  link: DeviceLink,
): Promise<Result<void, DeviceLinkError>> {
  const read = await readDeviceLink(http, link, chain);
  if (!read.ok) return read;
  const { device: id, sig, kem, label } = read.value.request;
  const added: UserLink = {
    v: 1,
    user: identity.user,
    n: chain.n + 1,
    prev: chain.head,
    atMs,
    signer: { by: 'device', device: identity.device },
    type: 'add_device',
    payload: { device: { id, sig, kem, label } },
  };
  const statement = await signStatement('userLink', added, identity.keys.signing);
  const grant = await grantUserKey(kem, userKey, identity.user, chain.userKey.gen, id);
  const offer = await sealLinkOffer(link, userIdToBytes(identity.user), encodeCbor([1, statement.body, statement.sig, grant]));
  const sent = await http.send('POST', `/me/links/${id}/offer`, { offer }, Empty);
  if (sent.ok) return ok(undefined);
  return isNotFound(sent.error) ? err({ type: 'expired' }) : sent;
}
