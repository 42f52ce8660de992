/** Lines of the audit log as a page shows them: read, with their fingerprint, and checked here (AUDIT-9). */
import { type AuditEntry, type AuditLine, parseAuditBody } from '../../platform/admin-answers.ts';
import { fingerprintOf, firstUnfit } from '../../platform/audit-chain.ts';

export interface ShownLine {
  readonly line: AuditLine;
  /** Hexadecimal. */
  readonly hash: string;
  /** Undefined: of a version that we do not know. */
  readonly entry: AuditEntry | undefined;
}

export const toShown = (line: AuditLine): ShownLine => ({
  line,
  hash: fingerprintOf(line.hash),
  entry: parseAuditBody(line.body),
});

/** `9c41…e2` */
export const shortHash = (hash: string): string => `${hash.slice(0, 4)}…${hash.slice(-2)}`;
export const headHash = (hash: Uint8Array): string => shortHash(fingerprintOf(hash));

/** Number of the first line that does not fit its fingerprint; `undefined`: all do. */
export async function findUnfit(lines: readonly ShownLine[]): Promise<number | undefined> {
  const read = lines.flatMap(({ line, entry }) => (entry === undefined ? [] : [{ ...line, n: entry.n }]));
  const at = await firstUnfit(read);
  return at === undefined ? undefined : read[at]?.n;
}
