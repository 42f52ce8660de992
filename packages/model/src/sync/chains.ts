/**
 * Verifying chains (CHAIN-2 … CHAIN-7, ORG-1 … ORG-5): the rules stand in wire/, the ciphers in crypto/; here a list of statements from
 * the server becomes a chain or a refusal. Nothing is half applied.
 */
import { equalBytes } from '../bytes.ts';
import type { DeviceId, UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { maxLinkBytes } from '../wire/limits.ts';
import {
  applyOrganisationLink,
  type OrganisationChain,
  OrganisationLink,
  organisationSigner,
} from '../wire/organisation-chain.ts';
import { parseStatementBody, type Statement } from '../wire/statement.ts';
import { applyUserLink, requiredSigners, type UserChain, UserLink, wasActiveAt } from '../wire/user-chain.ts';
import { deriveDeviceId, hashStatement, verifyStatement } from './statements.ts';

export interface ChainFault {
  readonly type: 'chain-fault';
}
const fault = err<ChainFault>({ type: 'chain-fault' });

/**
 * The signing key of a device that was active at `chainN` of its user's chain; undefined when the chains do not know it. `genesis`: what
 * the organisation approved. A chain says nothing of who made it: anybody signs a genesis in anybody's name, so a chain that does not
 * begin with the approved one is somebody else's.
 */
export type DeviceKeyLookup = (
  user: UserId,
  device: DeviceId,
  chainN: number,
  genesis: Uint8Array,
) => Promise<Uint8Array | undefined>;
/** The same for a device that must be an administrator's. */
export type AdministratorKeyLookup = (user: UserId, device: DeviceId, chainN: number) => Promise<Uint8Array | undefined>;

export function deviceKeyIn(
  chain: UserChain | undefined,
  device: DeviceId,
  chainN: number,
  genesis: Uint8Array,
): Uint8Array | undefined {
  if (chain === undefined || !equalBytes(chain.genesisHash, genesis)) return undefined;
  if (chain.n < chainN || !wasActiveAt(chain, device, chainN)) return undefined;
  return chain.devices.get(device)?.sig;
}

export async function foldUserLinks(
  start: UserChain | undefined,
  user: UserId,
  statements: readonly Statement[],
  administratorKey: AdministratorKeyLookup,
): Promise<Result<UserChain, ChainFault>> {
  let chain = start;
  for (const statement of statements) {
    const link = parseStatementBody(UserLink, statement.body, maxLinkBytes);
    if (!link.ok || link.value.user !== user) return fault;
    const needed = requiredSigners(chain, link.value);
    if (!needed.ok) return fault;
    const { administrator } = needed.value;
    const signer =
      needed.value.signer ??
      (administrator && (await administratorKey(administrator.user, administrator.device, administrator.chainN)));
    if (signer === undefined) return fault;
    if (!(await verifyStatement('userLink', statement, signer, needed.value.coSigner))) return fault;
    if (!(await deviceIdMatches(link.value))) return fault;
    const next = applyUserLink(chain, link.value, await hashStatement('userLink', statement));
    if (!next.ok) return fault;
    chain = next.value;
  }
  return chain === undefined ? fault : ok(chain);
}

/** CHAIN-3: an id that is not derived from its keys could be claimed for somebody else's device. */
async function deviceIdMatches(link: UserLink): Promise<boolean> {
  if (!('device' in link.payload) || typeof link.payload.device === 'string') return true;
  return (await deriveDeviceId(link.payload.device)) === link.payload.device.id;
}

/** `pinnedHash`: the organisation that this device trusts; link 0 must hash to it. */
export async function foldOrganisationLinks(
  start: OrganisationChain | undefined,
  statements: readonly Statement[],
  pinnedHash: Uint8Array,
  deviceKey: DeviceKeyLookup,
): Promise<Result<OrganisationChain, ChainFault>> {
  let chain = start;
  for (const statement of statements) {
    const link = parseStatementBody(OrganisationLink, statement.body, maxLinkBytes);
    if (!link.ok) return fault;
    const needed = organisationSigner(chain, link.value);
    if (!needed.ok) return fault;
    const { user, device, chainN } = link.value.signer;
    const { genesis } = needed.value;
    const signer = needed.value.known ?? (genesis && (await deviceKey(user, device, chainN, genesis)));
    if (signer === undefined) return fault;
    if (!(await verifyStatement('organisationLink', statement, signer, needed.value.coSigner))) return fault;
    const next = applyOrganisationLink(chain, link.value, await hashStatement('organisationLink', statement));
    if (!next.ok) return fault;
    chain = next.value;
  }
  if (chain === undefined || !equalBytes(chain.hash, pinnedHash)) return fault;
  return ok(chain);
}
