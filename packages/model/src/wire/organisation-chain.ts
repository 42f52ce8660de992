/**
 * The organisation's chain (ORG-1 … ORG-5, ORG-10 … ORG-12): who belongs, with which role, and under which rules. Written by administrators' *devices*, so the
 * server can invent nobody. Its genesis names a printed break-glass key; the hash of the genesis is the organisation hash that every
 * device pins.
 *
 * | type      | payload                                             | signed by                       | co-signed by    |
 * |-----------|-----------------------------------------------------|---------------------------------|-----------------|
 * | genesis   | name, break-glass keys, first administrator's device| that device                     | break-glass key |
 * | approve   | user, genesis hash, binding, role (and unit)        | administrator's device; of a    | –               |
 * |           |                                                     | new member: a head of unit's    |                 |
 * | set_role  | user, role (a head's with the unit)                 | administrator's device          | –               |
 * | suspend   | user                                                | administrator's device          | –               |
 * | reinstate | user                                                | administrator's device          | –               |
 * | remove_device | user, device                                    | administrator's device          | –               |
 * | policy    | urgent: by whom, how often, how long, deadline; size| administrator's device          | –               |
 * |           | of files; calls: over TURN servers alone            |                                 |                 |
 *
 * Link 1 approves the first administrator, signed by the device that the genesis names. `binding` is
 * SHA-256("sanad/binding/v1\0" | salt | name | profession); the values live in an erasable directory row.
 */
import * as v from 'valibot';
import { type Bytes, concat, equalBytes, utf8 } from '../bytes.ts';
import type { DeviceId, UnitId, UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { base64Field, countField, deviceIdField, hashBytes, nameField, unitIdField, userIdField, zeroHash } from './fields.ts';
import { Policy, type PolicySigned, signPolicy } from './policy.ts';
import type { Profession } from './profession.ts';
import { kemKeyBytes, signingKeyBytes } from './user-chain.ts';

/** Who may do what stands in permissions.ts. */
export const ROLES = ['member', 'unit_head', 'auditor', 'administrator'] as const;
export const RoleField = v.picklist(ROLES);
export type Role = (typeof ROLES)[number];

const common = {
  v: v.literal(1),
  n: countField,
  prev: base64Field(hashBytes),
  atMs: countField,
  signer: v.strictObject({ user: userIdField, device: deviceIdField, chainN: countField }),
};

/** ORG-11: a head is one of a unit, nobody else names one. */
const namesUnit = (role: Role, unit: UnitId | undefined): boolean => (role === 'unit_head') === (unit !== undefined);

export const OrganisationLink = v.variant('type', [
  v.strictObject({
    ...common,
    type: v.literal('genesis'),
    payload: v.strictObject({
      name: nameField,
      breakGlass: v.strictObject({ sig: base64Field(signingKeyBytes), kem: base64Field(kemKeyBytes) }),
      administrator: v.strictObject({ sig: base64Field(signingKeyBytes) }),
    }),
  }),
  v.strictObject({
    ...common,
    type: v.literal('approve'),
    payload: v.pipe(
      v.strictObject({
        user: userIdField,
        genesis: base64Field(hashBytes),
        binding: base64Field(hashBytes),
        role: RoleField,
        unit: v.optional(unitIdField),
      }),
      v.check(({ role, unit }) => namesUnit(role, unit)),
    ),
  }),
  v.strictObject({
    ...common,
    type: v.literal('set_role'),
    payload: v.pipe(
      v.strictObject({ user: userIdField, role: RoleField, unit: v.optional(unitIdField) }),
      v.check(({ role, unit }) => namesUnit(role, unit)),
    ),
  }),
  v.strictObject({
    ...common,
    type: v.literal('remove_device'),
    payload: v.strictObject({ user: userIdField, device: deviceIdField }),
  }),
  v.strictObject({ ...common, type: v.literal('suspend'), payload: v.strictObject({ user: userIdField }) }),
  v.strictObject({ ...common, type: v.literal('reinstate'), payload: v.strictObject({ user: userIdField }) }),
  v.strictObject({ ...common, type: v.literal('policy'), payload: Policy }),
]);
export type OrganisationLink = v.InferOutput<typeof OrganisationLink>;

export interface OrganisationMember {
  readonly user: UserId;
  readonly genesis: Uint8Array;
  readonly binding: Uint8Array;
  readonly role: Role;
  readonly suspended: boolean;
  /** Now or once: somebody may have been removed from a space meanwhile (EPOCH-20). */
  readonly wasSuspended?: boolean | undefined;
  /** Newest position of her device chain that a link of hers named; 0 before she signed one (ORG-9). */
  readonly signedN: number;
}

export interface OrganisationChain {
  readonly n: number;
  readonly head: Uint8Array;
  /** The organisation hash: hash of link 0. */
  readonly hash: Uint8Array;
  readonly name: string;
  readonly breakGlass: { readonly sig: Uint8Array; readonly kem: Uint8Array };
  readonly founder: { readonly user: UserId; readonly device: DeviceId; readonly sig: Uint8Array };
  readonly members: ReadonlyMap<UserId, OrganisationMember>;
  /** ORG-12: devices that an administrator took away. */
  readonly removed: ReadonlySet<DeviceId>;
  /** Undefined: no link says anything (ORG-10). */
  readonly policy: Policy | undefined;
  /** Beside it (POLICY-9). */
  readonly policySigned?: PolicySigned | undefined;
}

export type OrganisationChainError = { readonly type: 'conflict'; readonly n: number } | { readonly type: 'invalid' };

export interface OrganisationSigner {
  readonly known: Uint8Array | undefined;
  readonly coSigner: Uint8Array | undefined;
  /** The genesis that was approved for the signer: only a device chain that begins with it is hers. */
  readonly genesis: Uint8Array | undefined;
}

/**
 * Who must have signed. `known` is the key when the chain itself tells it (genesis, link 1); otherwise the signer's key stands in
 * her device chain, the one that begins with `genesis`, and must have been active at `signer.chainN`.
 */
export function organisationSigner(
  chain: OrganisationChain | undefined,
  link: OrganisationLink,
): Result<OrganisationSigner, OrganisationChainError> {
  if (chain === undefined) {
    if (link.type !== 'genesis') return err({ type: 'invalid' });
    return ok({ known: link.payload.administrator.sig, coSigner: link.payload.breakGlass.sig, genesis: undefined });
  }
  if (chain.n === 0) {
    const { founder } = chain;
    const isFounder = link.signer.user === founder.user && link.signer.device === founder.device;
    return isFounder ? ok({ known: founder.sig, coSigner: undefined, genesis: undefined }) : err({ type: 'invalid' });
  }
  const signer = chain.members.get(link.signer.user);
  if (signer === undefined || signer.suspended || !maySign(chain, signer, link)) return err({ type: 'invalid' });
  // ORG-9: where her chain stands goes forward only, or a device that she revoked could sign as of before.
  if (link.signer.chainN < signer.signedN) return err({ type: 'invalid' });
  return ok({ known: undefined, coSigner: undefined, genesis: signer.genesis });
}

/** ORG-2, ORG-11: of what unit a new member is the server knows alone. */
function maySign(chain: OrganisationChain, signer: OrganisationMember, link: OrganisationLink): boolean {
  if (signer.role === 'administrator') return true;
  const isNewMember = link.type === 'approve' && link.payload.role === 'member' && !chain.members.has(link.payload.user);
  return signer.role === 'unit_head' && isNewMember;
}

/** Applies a link whose signatures were verified. */
export function applyOrganisationLink(
  chain: OrganisationChain | undefined,
  link: OrganisationLink,
  linkHash: Uint8Array,
): Result<OrganisationChain, OrganisationChainError> {
  if (chain === undefined) {
    if (link.type !== 'genesis' || link.n !== 0 || !equalBytes(link.prev, zeroHash)) return err({ type: 'invalid' });
    const { name, breakGlass, administrator } = link.payload;
    const founder = { user: link.signer.user, device: link.signer.device, sig: administrator.sig };
    const nobody = { members: new Map(), removed: new Set<DeviceId>(), policy: undefined };
    return ok({ n: 0, head: linkHash, hash: linkHash, name, breakGlass, founder, ...nobody });
  }
  if (link.n !== chain.n + 1 || !equalBytes(link.prev, chain.head)) return err({ type: 'conflict', n: chain.n });
  const members = new Map(chain.members);
  if (link.type === 'policy') {
    if (chain.n === 0) return err({ type: 'invalid' });
  } else {
    const member = applyToMember(chain, link);
    if (!member.ok) return member;
    members.set(member.value.user, member.value);
  }
  const signer = members.get(link.signer.user);
  if (signer !== undefined) members.set(signer.user, { ...signer, signedN: Math.max(signer.signedN, link.signer.chainN) });
  const removed = link.type === 'remove_device' ? new Set([...chain.removed, link.payload.device]) : chain.removed;
  const next = { ...chain, n: link.n, head: linkHash, members, removed };
  if (link.type !== 'policy') return ok(next);
  const policySigned = signPolicy(chain, link.payload, { n: link.n, atMs: link.atMs, by: link.signer.user });
  return ok({ ...next, policy: link.payload, policySigned });
}

type LinkOfMember = Exclude<OrganisationLink, { readonly type: 'policy' }>;
function applyToMember(chain: OrganisationChain, link: LinkOfMember): Result<OrganisationMember, OrganisationChainError> {
  if (link.type === 'genesis') return err({ type: 'invalid' });
  const member = chain.members.get(link.payload.user);
  if (link.type === 'approve') {
    const { user, genesis, binding, role } = link.payload;
    const isFounding = chain.n === 0 && user === chain.founder.user && role === 'administrator';
    if (chain.n === 0 && !isFounding) return err({ type: 'invalid' });
    // Approving again renews the binding (a name changed); it never swaps the identity.
    if (member !== undefined && !equalBytes(member.genesis, genesis)) return err({ type: 'invalid' });
    if (member !== undefined && !keepsAnAdministrator(chain, member, role)) return err({ type: 'invalid' });
    return ok({ ...member, user, genesis, binding, role, suspended: false, signedN: member?.signedN ?? 0 });
  }
  if (member === undefined) return err({ type: 'invalid' });
  if (link.type === 'remove_device') return ok(member);
  if (link.type === 'set_role')
    return keepsAnAdministrator(chain, member, link.payload.role)
      ? ok({ ...member, role: link.payload.role })
      : err({ type: 'invalid' });
  if (link.type === 'suspend')
    return keepsAnAdministrator(chain, member, 'member')
      ? ok({ ...member, suspended: true, wasSuspended: true })
      : err({ type: 'invalid' });
  return ok({ ...member, suspended: false });
}

/** ORG-4: the organisation never loses its last administrator by an ordinary act. */
function keepsAnAdministrator(chain: OrganisationChain, member: OrganisationMember, role: Role): boolean {
  if (role === 'administrator' || member.role !== 'administrator') return true;
  for (const other of chain.members.values())
    if (other.user !== member.user && other.role === 'administrator' && !other.suspended) return true;
  return false;
}

export const bindingInput = (salt: Uint8Array, name: string, profession: Profession): Bytes =>
  concat(utf8('sanad/binding/v1\0'), salt, utf8(`${name}\0${profession}`));
export const bindingSaltBytes = 16;
