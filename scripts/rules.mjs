/**
 * Which rules of docs/protocol.md have a test. A rule stands in the document as a list item that begins with its id in bold; a test
 * quotes it at the beginning of its title ("LOG-4 …", "KEY-1, KEY-2 …"). Run by hand it
 * prints a report; with --excuse it writes the list of untested rules in docs/testing.md anew.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { at, root } from './environment.mjs';

const idPattern = '[A-Z]{2,}-[0-9]+';
const testFile = /\.(test|spec)\.(ts|tsx|mjs)$/;
const sourceFile = /\.(ts|tsx|mjs|sql)$/;
const places = ['packages', 'sync-server', 'pwa', 'e2e'];

/** Families of ids that are rules; anything else that looks alike (AES-256, UTF-8, SHA-256) is not. */
export const families = [
  'KEY',
  'CHAIN',
  'ORG',
  'ADMIN',
  'AUDIT',
  'USAGE',
  'UNIT',
  'INVITE',
  'ANNOUNCE',
  'POLICY',
  'EPOCH',
  'CHUNK',
  'LOG',
  'DOC',
  'SYNC',
  'SNAP',
  'MARK',
  'WIRE',
  'HTTP',
  'PUSH',
  'AUTH',
  'REST',
  'DB',
  'ENG',
  'SEARCH',
  'EPH',
  'NOTICE',
  'ALARM',
  'URGENT',
  'NOTIFY',
  'LINK',
  'TRUST',
  'RESET',
  'CODE',
  'STORE',
  'LOCK',
  'SHARED',
  'FILE',
  'CALL',
  'CHECK',
  'GROUPCALL',
  'CAL',
  'DIR',
  'ACCOUNT',
  'DIAG',
];
const isRule = (id) => families.includes(id.split('-')[0]);

export const rulesOf = (markdown) =>
  [...markdown.matchAll(new RegExp(`^- \\*\\*(${idPattern})\\*\\*`, 'gm'))].map(([, id]) => id);

/** Ids at the beginning of a string literal: "SYNC-1 …" and "SYNC-1, SYNC-2 …", ranges as "SYNC-1 … SYNC-3". */
export function idsQuotedByTests(source) {
  const found = new Set();
  for (const [, list] of source.matchAll(new RegExp(`['"\`](${idPattern}(?:(?:,| and| …) ${idPattern})*)\\b`, 'g'))) {
    const ids = list.match(new RegExp(idPattern, 'g')) ?? [];
    for (const id of ids) found.add(id);
    if (list.includes('…') && ids.length === 2) for (const id of between(ids[0], ids[1])) found.add(id);
  }
  return [...found].filter(isRule);
}

function between(from, to) {
  const [family, first] = from.split('-');
  const last = to.split('-')[1];
  return Array.from({ length: Math.max(0, Number(last) - Number(first) + 1) }, (_, i) => `${family}-${Number(first) + i}`);
}

export const idsMentioned = (source) => [...new Set(source.match(new RegExp(`\\b${idPattern}\\b`, 'g')) ?? [])].filter(isRule);

/** Ids that docs/testing.md names, between its two markers, as not tested yet. */
export function excusedRules(markdown) {
  const [, list = ''] = /<!-- untested -->([\s\S]*?)<!-- \/untested -->/.exec(markdown) ?? [];
  return idsMentioned(list);
}

export function surveyRules() {
  const files = places.flatMap((place) => filesBelow(join(root, place))).filter((path) => sourceFile.test(path));
  const rules = rulesOf(readFileSync(at('docs', 'protocol.md'), 'utf8'));
  const quoted = new Set();
  const mentioned = new Map();
  for (const path of files) {
    const text = readFileSync(path, 'utf8');
    if (testFile.test(path)) for (const id of idsQuotedByTests(text)) quoted.add(id);
    if (!path.startsWith(join(root, 'scripts')))
      for (const id of idsMentioned(text)) mentioned.set(id, path.slice(root.length + 1));
  }
  return {
    rules,
    untested: rules.filter((id) => !quoted.has(id)),
    /** Quoted somewhere, written nowhere. */
    unknown: [...mentioned].filter(([id]) => !rules.includes(id)).map(([id, path]) => `${id} (${path})`),
    excused: excusedRules(readFileSync(at('docs', 'testing.md'), 'utf8')),
  };
}

function filesBelow(folder) {
  if (!existsSync(folder)) return [];
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name === 'node_modules' || entry.name === 'dist') continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) found.push(...filesBelow(path));
    else found.push(path);
  }
  return found;
}

/** Writes the list of untested rules anew, one line per family. */
function excuseUntested({ untested }) {
  const lines = families
    .map((family) => untested.filter((id) => id.startsWith(`${family}-`)).join(', '))
    .filter((line) => line !== '');
  const path = at('docs', 'testing.md');
  const [before = '', after = ''] = readFileSync(path, 'utf8').split(/<!-- untested -->[\s\S]*<!-- \/untested -->/);
  writeFileSync(path, `${before}<!-- untested -->\n${lines.join('\n')}\n<!-- /untested -->${after}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--excuse')) excuseUntested(surveyRules());
  const { rules, untested, unknown, excused } = surveyRules();
  const list = (ids) => (ids.length === 0 ? 'none' : ids.join(', '));
  console.log(`${rules.length} rules, ${rules.length - untested.length} quoted by a test`);
  console.log(`without a test: ${list(untested)}`);
  console.log(`excused in docs/testing.md although tested: ${list(excused.filter((id) => !untested.includes(id)))}`);
  console.log(`quoted in sources but not written: ${list(unknown)}`);
}
