/** The rows of a file to the server, part by part; what each of them became. */
import type { CommandError } from '@sanad/model/engine/api';
import { type AdminAsk, ImportedRows, maxImportRowsPerRequest } from '../../../../app/admin/ask.ts';
import type { PersonRow } from './read-people.ts';

export interface Judged extends PersonRow {
  /** Of an invitation that was made. */
  readonly token?: string | undefined;
}
export interface Sent {
  readonly rows: readonly Judged[];
  readonly expiresAtMs: number;
  /** Parts after this were not sent. */
  readonly error: CommandError | undefined;
}

/** Rows with a fault are not sent again. `check`: nothing is made. */
export async function sendRows(
  ask: AdminAsk,
  rows: readonly PersonRow[],
  check: boolean,
  onProgress: (done: number) => void,
): Promise<Sent> {
  const good = rows.filter(({ fault }) => fault === undefined);
  const judged = new Map<number, Pick<Judged, 'fault' | 'token'>>();
  let expiresAtMs = 0;
  let error: CommandError | undefined;
  for (let at = 0; at < good.length && error === undefined; at += maxImportRowsPerRequest) {
    const part = good.slice(at, at + maxImportRowsPerRequest);
    const answer = await ask.post('/admin/invitations/import', { check, rows: part.map(({ row }) => row) }, ImportedRows);
    if (!answer.ok) {
      error = answer.error;
      break;
    }
    expiresAtMs = answer.value.expiresAtMs;
    part.forEach(({ line }, index) => {
      const { fault, token } = answer.value.rows[index] ?? {};
      judged.set(line, { fault, token });
    });
    onProgress(at + part.length);
  }
  return { rows: rows.map((row) => ({ ...row, ...judged.get(row.line) })), expiresAtMs, error };
}
