/** The hashes of a page of the audit log, computed again by this browser (AUDIT-9): what a server shows is not believed for its looks. */
import { bytesToHex, equalBytes } from '@sanad/model/bytes';
import { type AuditLine, auditDigestInput, auditHashInput } from '@sanad/model/wire/audit';

/** Hexadecimal, as people compare it. */
export const fingerprintOf = (hash: Uint8Array): string => bytesToHex(hash);

const sha256 = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** `lines` newest first. Index of the first that does not fit; `undefined`: all do. Of lines that follow one another also that they do. */
export async function firstUnfit(lines: readonly (AuditLine & { readonly n: number })[]): Promise<number | undefined> {
  for (const [index, { n, body, prev, hash }] of lines.entries()) {
    const own = await sha256(auditHashInput(prev, await sha256(auditDigestInput(body))));
    const newer = lines[index - 1];
    const follows = newer === undefined || newer.n !== n + 1 || equalBytes(newer.prev, hash);
    if (!equalBytes(own, hash) || !follows) return index;
  }
  return undefined;
}
