/**
 * What screens may ask of administration (ADMIN): acts that this device signs into the organisation's chain, and questions that the server
 * answers. All of it online; nothing of it is kept on this device.
 */
import type { DeviceId, UnitId, UserId } from '../ids.ts';
import type { PendingAccount } from '../wire/http.ts';
import type { Role } from '../wire/organisation-chain.ts';
import type { Policy } from '../wire/policy.ts';
import type { Profession } from '../wire/profession.ts';
import type { CommandResult } from './api-result.ts';
import type { Person } from './api-rows.ts';

/** Who asks for something, as she wrote it herself. */
interface Asking {
  readonly user: UserId;
  readonly name: string;
  readonly email: string;
  readonly staffNumber: string;
  readonly profession: Profession;
  readonly unit: string;
}

export interface PendingPerson extends Asking {
  readonly createdAtMs: number;
  /** 8 symbols; must equal what the person's own pending page shows. */
  readonly comparisonCode: string;
  /** What the organisation's chain says of her already: approving again reinstates her, also when she was suspended. */
  readonly before: 'member' | 'suspended' | undefined;
  /** INVITE-4: who invited her, and what the invitation said of her. */
  readonly invitation: PendingAccount['invitation'];
}

/** Somebody who asks for a new identity, with what it would mean (RESET-2). */
export interface ResetRequestRow extends Asking {
  readonly device: DeviceId;
  /** What the new device calls itself. */
  readonly label: string;
  /** 12 symbols; must equal what the person's own page shows. */
  readonly comparisonCode: string;
  readonly lodgedAtMs: number;
  /** An administrator has confirmed it; her browser has not taken it yet. */
  readonly isOffered: boolean;
  /** Direct conversations and groups that come back as colleagues confirm, and devices that end. */
  readonly conversations: number;
  readonly groups: number;
  readonly devices: number;
}

/** A role, and of a head of unit her unit (ORG-11). */
export type RoleGrant = { readonly role: Exclude<Role, 'unit_head'> } | { readonly role: 'unit_head'; readonly unit: UnitId };

/** Of `/api/v1/admin/…` alone; the page reads the answer with the schema of wire. */
export interface AdminQuestion {
  readonly method: 'GET' | 'POST';
  /** Begins with `/admin/`. */
  readonly path: string;
  readonly body?: unknown;
}

export interface AdminApi {
  pendingPeople(): CommandResult<readonly PendingPerson[]>;
  approve(user: UserId, grant: RoleGrant): CommandResult<void>;
  /** `reason`: told to the person; at most 300 characters. */
  refuse(user: UserId, reason?: string): CommandResult<void>;
  setRole(user: UserId, grant: RoleGrant): CommandResult<void>;
  suspend(user: UserId): CommandResult<void>;
  reinstate(user: UserId): CommandResult<void>;
  /** ACCOUNT-6: whose account the server has no more, and the organisation's chain still counts. `person`: as this device remembers her. */
  departedPeople(): CommandResult<readonly { readonly user: UserId; readonly person: Person | undefined }[]>;
  /** ORG-12: it is cut off at once and empties itself. */
  removeDevice(user: UserId, device: DeviceId): CommandResult<void>;
  resetRequests(): CommandResult<readonly ResetRequestRow[]>;
  /** Signs the new identity of this device, whose code was compared. It is hers when her device has signed as well. */
  confirmReset(user: UserId, device: DeviceId): CommandResult<void>;
  refuseReset(user: UserId): CommandResult<void>;
  /** ORG-10: signs what holds for everybody from now on. */
  changePolicy(policy: Policy): CommandResult<void>;
  /** INVITE-2: what a link names, from what this device pinned. */
  organisationHash(): CommandResult<Uint8Array>;
  askAdministration(question: AdminQuestion): CommandResult<unknown>;
}
