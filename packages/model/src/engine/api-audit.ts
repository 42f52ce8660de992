/** What screens may ask of the audit log beside the administration: what concerns me (AUDIT-8). */
import type { AuditEntry } from '../wire/audit.ts';
import type { CommandResult } from './api-result.ts';

export interface OwnAudit {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** `before` of the page that follows. */
  readonly next?: number;
  /** The hashes fit, and the log goes on from the one that this device saw before. */
  readonly isWhole: boolean;
}
export interface AuditApi {
  /** Online. */
  ownAudit(before: number | undefined): CommandResult<OwnAudit>;
}
