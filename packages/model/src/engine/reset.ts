/**
 * A new identity for somebody who has neither device nor code (RESET-1 … RESET-4): keys made here, asked for at the server, confirmed by an
 * administrator's device, and taken only when what it signed is exactly what was asked for. Pure of state: the account keeps it.
 */
import { copyBytes, equalBytes } from '../bytes.ts';
import { importDeviceKeys } from '../crypto/identity.ts';
import { kemKeyFromSecret } from '../crypto/primitives.ts';
import { deriveRecoveryKeys } from '../crypto/recovery-code.ts';
import { resetCode } from '../crypto/reset-code.ts';
import { userIdToBytes } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { foldUserLinks } from '../sync/chains.ts';
import { coSignStatement } from '../sync/statements.ts';
import { Empty, type Me, Position, type ResetOffer, type ResetRequest, ResetState } from '../wire/http.ts';
import { maxLinkBytes } from '../wire/limits.ts';
import { isResetTo } from '../wire/reset-link.ts';
import { parseStatementBody } from '../wire/statement.ts';
import { isActive, type UserChain, UserLink } from '../wire/user-chain.ts';
import { grantUserKey, makeIdentity, type NewIdentity, type RecoveredIdentity } from './enrolment.ts';
import type { HttpClient, RequestError } from './http-client.ts';
import { fetchOwnPeople, type OwnPeople } from './own-chain.ts';
import type { ResetRow } from './records.ts';
import { chainToRow } from './row-codec.ts';
import type { StoreWrite } from './store.ts';

export type ResetError = RequestError | { readonly type: 'chain-fault' };

export interface PreparedReset {
  readonly identity: NewIdentity;
  readonly row: ResetRow;
}

/** Nothing is sent yet. The code of paper of before opens nothing of what comes. */
export async function prepareReset(
  http: HttpClient,
  me: Me,
  label: string,
  organisationName: string,
  nowMs: number,
): Promise<Result<PreparedReset, ResetError>> {
  const own = await fetchOwnPeople(http, me.user);
  if (!own.ok) return own;
  const { organisation, genesisHash } = own.value.chain;
  const identity = await makeIdentity(nowMs, false);
  const recovery = await deriveRecoveryKeys(identity.recoveryEntropy, userIdToBytes(me.user));
  const row: ResetRow = {
    me,
    device: { id: identity.device, keys: identity.stored },
    label,
    recovery: { sig: recovery.signing.publicKey, kem: recovery.kem.publicKey },
    userKey: identity.userKey,
    organisationHash: copyBytes(organisation),
    organisationName,
    genesisHash: copyBytes(genesisHash),
  };
  return ok({ identity, row });
}

async function requestOf({ device, label, recovery, userKey }: ResetRow): Promise<ResetRequest> {
  const { sigPublic: sig, kemPublic: kem } = device.keys;
  return { device: device.id, sig, kem, label, recovery, userKey: (await kemKeyFromSecret(userKey)).publicKey };
}

export const codeOfReset = async (row: ResetRow): Promise<string> =>
  resetCode(row.organisationHash, row.genesisHash, await requestOf(row));

export async function lodgeReset(http: HttpClient, row: ResetRow): Promise<Result<void, RequestError>> {
  const sent = await http.send('POST', '/me/reset', await requestOf(row), Empty);
  return sent.ok ? ok(undefined) : sent;
}

/** `over`: too old, or another browser of hers asked since. */
export type ResetAnswer =
  | { readonly type: 'waiting' | 'refused' | 'over' }
  | { readonly type: 'done'; readonly identity: RecoveredIdentity; readonly rows: readonly StoreWrite[] };

export async function takeReset(http: HttpClient, row: ResetRow): Promise<Result<ResetAnswer, ResetError>> {
  const state = await http.get('/me/reset', ResetState);
  const isGone = !state.ok && state.error.type === 'refused' && state.error.code === 'request/not-found';
  // The answer to the last step may have been lost: her chain tells.
  if (isGone) return finish(http, row);
  if (!state.ok) return state;
  if (state.value.device !== row.device.id) return ok({ type: 'over' });
  if (state.value.refused) return ok({ type: 'refused' });
  return state.value.offer === undefined ? ok({ type: 'waiting' }) : take(http, row, state.value.offer);
}

/** RESET-3: verified under the chain that she was shown, co-signed, appended with the grants of the new user key. */
async function take(http: HttpClient, row: ResetRow, { body, sig }: ResetOffer): Promise<Result<ResetAnswer, ResetError>> {
  const own = await fetchOwnPeople(http, row.me.user);
  if (!own.ok) return own;
  if (!isSameBeginning(own.value, row)) return err({ type: 'chain-fault' });
  const { chain } = own.value;
  const keys = await importDeviceKeys(row.device.keys);
  const link = await coSignStatement('userLink', { body: copyBytes(body), sig: copyBytes(sig) }, keys.signing);
  const request = await requestOf(row);
  if (!isAnswerTo(chain, body, request)) return askAgain(http, row);
  const folded = await foldUserLinks(chain, chain.user, [link], own.value.administratorKey);
  if (!folded.ok) return askAgain(http, row);
  const { gen } = folded.value.userKey;
  const userKeyGrants = await Promise.all([
    grantUserKey(request.kem, row.userKey, chain.user, gen, row.device.id),
    grantUserKey(request.recovery.kem, row.userKey, chain.user, gen, 'recovery'),
  ]);
  const added = await http.send('POST', '/me/chain', { link, userKeyGrants }, Position);
  if (added.ok) return ok(done(row, folded.value, own.value.rows()));
  const isStale = added.error.type === 'refused' && added.error.code.startsWith('chain/');
  return isStale ? askAgain(http, row) : added;
}

/**
 * What was signed does not fit: her chain went on meanwhile, or somebody signed something else. The same keys are asked for anew, unless it
 * was refused since.
 */
async function askAgain(http: HttpClient, row: ResetRow): Promise<Result<ResetAnswer, ResetError>> {
  const state = await http.get('/me/reset', ResetState);
  if (state.ok && state.value.refused) return ok({ type: 'refused' });
  const lodged = await lodgeReset(http, row);
  return lodged.ok ? ok({ type: 'waiting' }) : lodged;
}

async function finish(http: HttpClient, row: ResetRow): Promise<Result<ResetAnswer, ResetError>> {
  const own = await fetchOwnPeople(http, row.me.user);
  if (!own.ok) return own;
  if (!isSameBeginning(own.value, row)) return err({ type: 'chain-fault' });
  const { chain } = own.value;
  const isMine = isActive(chain.devices.get(row.device.id)) && equalBytes(chain.recovery.sig, row.recovery.sig);
  return ok(isMine ? done(row, chain, own.value.rows()) : { type: 'over' });
}

function done(row: ResetRow, chain: UserChain, rows: readonly StoreWrite[]): ResetAnswer {
  const identity: RecoveredIdentity = {
    device: row.device.id,
    stored: row.device.keys,
    userKeys: new Map([[chain.resetLinks.at(-1)?.gen ?? 0, row.userKey]]),
    organisationHash: row.organisationHash,
  };
  return { type: 'done', identity, rows: [...rows, { key: ['chain', chain.user], value: chainToRow(chain) }] };
}

const isSameBeginning = ({ chain }: OwnPeople, row: ResetRow): boolean =>
  equalBytes(chain.genesisHash, row.genesisHash) && equalBytes(chain.organisation, row.organisationHash);

/** The next reset of this chain, to these keys and to nothing else. That it follows and who signed it is checked by folding it. */
export function isAnswerTo(chain: UserChain, body: Uint8Array, request: ResetRequest): boolean {
  const parsed = parseStatementBody(UserLink, body, maxLinkBytes);
  if (!parsed.ok || parsed.value.type !== 'reset') return false;
  return isResetTo(parsed.value, chain.user, request) && parsed.value.payload.userKey.gen === chain.userKey.gen + 1;
}
