/** Whose an e-mail address is, from the directory on this device: works offline, and only for an address that is known in full. */
import * as v from 'valibot';
import { equalBytes } from '../bytes.ts';
import { sha256 } from '../crypto/primitives.ts';
import type { UserId } from '../ids.ts';
import { DirectoryEntry, emailHashInput } from '../wire/http.ts';
import { EmailField } from '../wire/identifiers.ts';
import type { RowStoreDep } from './deps.ts';
import { readStoredRows } from './stored-rows.ts';

const { user, salt, emailHash } = DirectoryEntry.entries;
const AddressRow = v.object({ user, salt, emailHash });

/** The server says whose an address is: no administrator signed it. Show the name of who was found. */
export async function findUserByEmail(
  rows: Pick<RowStoreDep, 'readRange'>,
  localKey: CryptoKey,
  email: string,
): Promise<UserId | undefined> {
  const address = v.safeParse(EmailField, email);
  if (!address.success) return undefined;
  for (const row of await readStoredRows(rows, localKey, 'person', AddressRow)) {
    if (row.emailHash === undefined) continue;
    if (equalBytes(row.emailHash, await sha256(emailHashInput(row.salt, address.output)))) return row.user;
  }
  return undefined;
}
