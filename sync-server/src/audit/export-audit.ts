/**
 * The audit log as a file (AUDIT-7): a line of CSV for every entry, newest first, with the text that was hashed, so that
 * `scripts/verify-audit.mjs` can compute the chain again with nothing else. Read in pages: the log may be longer than memory.
 */
import { bytesToHex, utf8 } from '@sanad/model/bytes';
import { type AuditQuery, auditDigestInput, parseAuditBody } from '@sanad/model/wire/audit';
import type { Database } from '../db/database.ts';
import { sha256 } from '../devices/signature.ts';
import { csvLine, csvStart } from '../http/csv.ts';
import { readLines } from './read-audit.ts';

const pageLines = 1000;
const head = ['n', 'at', 'actor', 'act', 'subject', 'facts', 'prev', 'digest', 'hash', 'body'];

export function exportAudit(database: Database, query: AuditQuery): ReadableStream<Uint8Array> {
  let before = query.before;
  let isBegun = false;
  return new ReadableStream({
    async pull(controller) {
      if (!isBegun) controller.enqueue(utf8(csvStart + csvLine(head)));
      isBegun = true;
      const rows = await readLines(database, { ...query, ...(before === undefined ? {} : { before }) }, pageLines);
      const text = rows.map(({ body, prev, hash }) => csvLine(cellsOf(body, prev, hash))).join('');
      if (text !== '') controller.enqueue(utf8(text));
      const last = rows.at(-1);
      if (rows.length < pageLines || last === undefined) controller.close();
      else before = last.n;
    },
  });
}

function cellsOf(body: string, prev: Uint8Array, hash: Uint8Array): readonly (string | number | undefined)[] {
  const entry = parseAuditBody(body);
  const facts = entry === undefined ? undefined : JSON.stringify(entry.facts);
  const readable = [
    entry?.n,
    entry === undefined ? undefined : new Date(entry.atMs).toISOString(),
    entry?.actor,
    entry?.act,
    entry?.subject,
    facts,
  ];
  return [...readable, bytesToHex(prev), bytesToHex(sha256(auditDigestInput(body))), bytesToHex(hash), body];
}
