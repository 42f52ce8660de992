/**
 * The founding of the organisation (ORG-1): the first administrator's device signs the genesis, co-signed by the printed break-glass
 * key, and then her own approval. Pure checks of a request; the one-time token is checked in the transaction.
 */
import { equalBytes } from '@sanad/model/bytes';
import { err, type Result } from '@sanad/model/result';
import type { SignUp } from '@sanad/model/wire/http';
import {
  applyOrganisationLink,
  bindingInput,
  type OrganisationChain,
  organisationSigner,
} from '@sanad/model/wire/organisation-chain';
import type { Statement } from '@sanad/model/wire/statement';
import type { UserChain } from '@sanad/model/wire/user-chain';
import { parseOrganisationLink } from '../devices/organisation-store.ts';
import { sha256, statementHash, verifyStatement } from '../devices/signature.ts';
import { type Refusal, refusal } from '../http/refusal.ts';

export async function checkFounding(request: SignUp, genesis: UserChain): Promise<Result<OrganisationChain, Refusal>> {
  const { firstAdmin } = request;
  if (firstAdmin === undefined) return err(refusal('chain/invalid'));
  const start = await follow(undefined, firstAdmin.organisation);
  if (!start.ok) return start;
  const { founder } = start.value;
  const device = genesis.devices.get(founder.device);
  const isHers = founder.user === request.user && device !== undefined && equalBytes(device.sig, founder.sig);
  if (!isHers || !equalBytes(genesis.organisation, start.value.hash)) return err(refusal('chain/invalid'));
  const approved = await follow(start.value, firstAdmin.approval);
  if (!approved.ok) return approved;
  const member = approved.value.members.get(request.user);
  const binding = sha256(bindingInput(request.salt, request.name, request.profession));
  const isApproved = member?.role === 'administrator' && equalBytes(member.genesis, genesis.genesisHash);
  return isApproved && equalBytes(member.binding, binding) ? approved : err(refusal('chain/invalid'));
}

/** Only for the two links whose signer the chain itself names. */
async function follow(chain: OrganisationChain | undefined, statement: Statement): Promise<Result<OrganisationChain, Refusal>> {
  const link = parseOrganisationLink(statement);
  if (!link.ok) return err(refusal('chain/invalid'));
  const signer = organisationSigner(chain, link.value);
  const next = applyOrganisationLink(chain, link.value, statementHash('organisationLink', statement));
  if (!signer.ok || !next.ok || signer.value.known === undefined) return err(refusal('chain/invalid'));
  const valid = await verifyStatement('organisationLink', statement, signer.value.known, signer.value.coSigner);
  return valid ? next : err(refusal('chain/signature'));
}
