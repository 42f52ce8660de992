#!/usr/bin/env node
/**
 * node scripts/verify-audit.mjs FILE.csv [N:HASH …]
 *
 * Computes the chain of an exported audit log again (AUDIT-7; docs/operations.md) with Node alone: no server, no package, no network. Says the
 * first line that does not fit, and whether heads that somebody wrote down earlier (as Journal and Settings show them) are in this chain.
 * Ends with 0: everything fits; 1: something does not; 2: it could not be read.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const columns = ['n', 'at', 'actor', 'act', 'subject', 'facts', 'prev', 'digest', 'hash', 'body'];
const domain = 'sanad/audit/1';
const zero = '0'.repeat(64);

const sha256 = (...parts) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const linkHash = (prev, digest) => sha256(Buffer.from(prev, 'hex'), Buffer.from(digest, 'hex'));

/** Rows of cells with the line of the file at which each begins. */
export function parseCsv(text) {
  const rows = [];
  let [cell, cells, quoted, line, start] = ['', [], false, 1, 1];
  const source = text.startsWith('\ufeff') ? text.slice(1) : text;
  for (let at = 0; at < source.length; at++) {
    const char = source[at];
    if (char === '\n') line++;
    if (quoted) {
      if (char !== '"') cell += char;
      else if (source[at + 1] === '"') cell += source[++at];
      else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === ',') {
      cells.push(cell);
      cell = '';
    } else if (char === '\n') {
      rows.push({ line: start, cells: [...cells, cell] });
      [cell, cells, start] = ['', [], line];
    } else if (char !== '\r') cell += char;
  }
  if (cell !== '' || cells.length > 0) rows.push({ line: start, cells: [...cells, cell] });
  // The apostrophe that keeps a table program from taking a cell for a formula.
  for (const row of rows) row.cells = row.cells.map((value) => (/^'['=+\-@＝＋－＠\t\r\n]/.test(value) ? value.slice(1) : value));
  return rows;
}

/** What is wrong with one entry by itself; undefined: nothing. */
function faultOf(entry) {
  let body;
  try {
    body = JSON.parse(entry.body);
  } catch {
    return 'its text is not JSON';
  }
  if (!Array.isArray(body) || body.length !== 8 || body[0] !== domain || JSON.stringify(body) !== entry.body)
    return 'its text is not an entry of this version';
  const [, n, atMs, actor, act, subject, pairs] = body;
  if (entry.digest !== sha256(Buffer.from(entry.body, 'utf8'))) return 'its digest is not that of its text';
  if (entry.hash !== linkHash(entry.prev, entry.digest)) return 'its hash does not follow from the one before and its digest';
  const readable = [String(n), new Date(atMs).toISOString(), actor ?? '', act, subject ?? ''];
  const shown = [entry.n, entry.at, entry.actor, entry.act, entry.subject];
  if (shown.some((value, index) => value !== readable[index])) return 'its columns say something else than its text';
  const facts = JSON.parse(entry.facts);
  const isSame = pairs.length === Object.keys(facts).length && pairs.every(([key, value]) => facts[key] === value);
  return isSame ? undefined : 'its facts say something else than its text';
}

/**
 * `{ ok, fault?: {line, n, why}, count, first, last, gaps, head }`. `remembered`: `[{ n, hash }]`, heads that were seen earlier.
 */
export function verifyAudit(text, remembered = []) {
  const [head, ...rows] = parseCsv(text);
  if (head === undefined || columns.some((name, index) => head.cells[index] !== name))
    throw new Error('not an export of the audit log');
  const entries = rows
    .map(({ line, cells }) => ({ line, ...Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? ''])) }))
    .sort((a, b) => Number(a.n) - Number(b.n));
  const bad = (entry, why) => ({ ok: false, count: entries.length, fault: { line: entry.line, n: Number(entry.n), why } });
  let gaps = 0;
  for (const [index, entry] of entries.entries()) {
    const own = faultOf(entry);
    if (own !== undefined) return bad(entry, own);
    const before = entries[index - 1];
    const n = Number(entry.n);
    if (n === 1 && entry.prev !== zero) return bad(entry, 'it is the first and names one before it');
    if (before === undefined) continue;
    if (Number(before.n) === n) return bad(entry, 'there are two of this number');
    if (Number(before.n) + 1 !== n) gaps++;
    else if (entry.prev !== before.hash) return bad(entry, 'it does not follow the one before it');
  }
  const [first, last] = [entries[0], entries.at(-1)];
  for (const { n, hash } of remembered) {
    const entry = entries.find((candidate) => Number(candidate.n) === n);
    if (entry === undefined)
      return { ok: false, count: entries.length, fault: { line: 0, n, why: 'an entry that was seen earlier is not there' } };
    if (entry.hash !== hash.toLowerCase()) return bad(entry, 'its hash is not the one that was seen earlier');
  }
  return {
    ok: true,
    count: entries.length,
    gaps,
    first: first && Number(first.n),
    last: last && Number(last.n),
    head: last?.hash,
  };
}

function main([file, ...heads]) {
  if (file === undefined) {
    console.error('usage: node scripts/verify-audit.mjs FILE.csv [N:HASH …]');
    return 2;
  }
  let result;
  try {
    const remembered = heads.map((text) => {
      const [, n, hash] = /^(\d+):([0-9a-fA-F]{64})$/.exec(text) ?? [];
      if (n === undefined || hash === undefined) throw new Error(`not N:HASH: ${text}`);
      return { n: Number(n), hash };
    });
    result = verifyAudit(readFileSync(file, 'utf8'), remembered);
  } catch (error) {
    console.error(`Cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return 2;
  }
  if (!result.ok) {
    const { line, n, why } = result.fault;
    console.error(`Entry ${n}${line === 0 ? '' : ` (line ${line} of the file)`} does not fit: ${why}.`);
    return 1;
  }
  if (result.count === 0) console.log('No entries.');
  else {
    console.log(`${result.count} entries fit, ${result.first} to ${result.last}. Head ${result.last}:${result.head}`);
    if (result.first !== 1) console.log(`What came before entry ${result.first} is not in this file.`);
    if (result.gaps > 0) console.log(`${result.gaps} gaps (a filtered export): across them only single entries were checked.`);
  }
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = main(process.argv.slice(2));
