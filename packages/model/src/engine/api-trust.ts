/** What screens may ask about trust: safety numbers, identities that changed, and what the server showed that cannot be (TRUST). */
import type { UserId } from '../ids.ts';
import type { CommandResult, Unsubscribe } from './api-result.ts';

/**
 * What the server showed that cannot be (TRUST-5). Of somebody: `chain`, a history of devices that her devices did not sign; `genesis`, another
 * identity than the one that was approved; `rollback` and `hidden`, less of her history than this device, or somebody who signed, has seen;
 * `name`, another name than the approved one; `stranger` and `member`, somebody in the directory or in a group whom the organisation does
 * not know. `organisation`: its own chain, impossible or shorter than it was. `audit`: the audit log does not go on from the one that this device saw.
 */
export const TRUST_FAULTS = [
  'organisation',
  'chain',
  'genesis',
  'rollback',
  'hidden',
  'name',
  'stranger',
  'member',
  'audit',
] as const;
export type TrustFaultKind = (typeof TRUST_FAULTS)[number];
export interface TrustFault {
  readonly kind: TrustFaultKind;
  readonly user: UserId | undefined;
  readonly sinceMs: number;
}
/** What there is to say of somebody's identity. */
export interface PersonTrust {
  readonly user: UserId;
  /** Her safety number was compared (TRUST-2). */
  readonly verified: boolean;
  /** It is another one than I accepted (TRUST-3). */
  readonly changed: { readonly atMs: number } | undefined;
  /** It was verified, and is another one since. */
  readonly wasVerified: boolean;
}
export interface TrustState {
  /** Those of whom there is something to say. */
  readonly people: readonly PersonTrust[];
  readonly organisationConfirmed: boolean;
  readonly faults: readonly TrustFault[];
}
export interface SafetyNumber {
  /** 60 digits, the same on both sides. */
  readonly number: string;
  /** For the QR code. */
  readonly code: string;
}

export interface TrustApi {
  /** View: verified colleagues, identities that changed, and what the server showed that cannot be. */
  onTrust(listener: (trust: TrustState) => void): Promise<Unsubscribe>;
  /** TRUST-1 */
  safetyNumber(user: UserId): CommandResult<SafetyNumber>;
  /** TRUST-2: what a camera read from her screen. `same` marks her as verified. `unreadable`: it is no safety number. */
  checkSafetyCode(user: UserId, scanned: string): CommandResult<'same' | 'different' | 'unreadable'>;
  /** TRUST-2: they were compared by eye, or the mark is taken back. */
  setVerified(user: UserId, isVerified: boolean): CommandResult<void>;
  /** TRUST-3: her new identity is hers. */
  acceptIdentity(user: UserId): CommandResult<void>;
  /** Online: asks again who is who. How many faults remain. */
  recheckTrust(): CommandResult<number>;
}
