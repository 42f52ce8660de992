/**
 * An append that was stored long ago and comes again, because its answer was lost (LOG-4). Rare, so no index is kept for it: one walk
 * over the log finds the chunk and the rolling hash at its place. A log longer than a segment ever gets is not walked: the device pulls.
 */
import { bytesToHex } from '@sanad/model/bytes';
import { zeroHash } from '@sanad/model/wire/fields';
import type { Queryable } from '../db/database.ts';
import { sha256 } from '../devices/signature.ts';
import type { AppendOutcome, AppendRequest } from './append-types.ts';
import { storedToChunk } from './stored-chunk.ts';

const maxWalk = 10_000;

/** Only those that are there, byte for byte. All `requests` are of one log. */
export async function findRepeated(
  client: Queryable,
  logKey: number,
  requests: readonly AppendRequest[],
): Promise<ReadonlyMap<AppendRequest, AppendOutcome>> {
  const found = new Map<AppendRequest, AppendOutcome>();
  const [first] = requests;
  if (first === undefined) return found;
  const wanted = new Map(requests.map((request) => [bytesToHex(request.hash), request]));
  const { rows } = await client.query<{ seq: number; body: Uint8Array }>(
    `select c.seq, c.body from chunk c join log l on l.key = c.log
      where c.log = $1 and l.first_seq = 1 and l.head_seq <= $2 order by c.seq`,
    [logKey, maxWalk],
  );
  let head: Uint8Array = zeroHash;
  for (const { seq, body } of rows) {
    const hash = sha256(storedToChunk(first.log, body));
    head = sha256(head, hash);
    const request = wanted.get(bytesToHex(hash));
    if (request !== undefined) found.set(request, { type: 'appended', seq, head });
  }
  return found;
}
