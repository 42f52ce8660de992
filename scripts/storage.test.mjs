/** Whoever asks what is kept finds it in docs/storage.md: each table of the server and each kind of row of a device stands there. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { at } from './environment.mjs';

const read = (path) => readFileSync(at(path), 'utf8');
const [device, server] = read('docs/storage.md').split('## On the server');
const isMissingIn = (text) => (name) => !text.includes(`\`${name}\``);

test('every table of the server stands in docs/storage.md', () => {
  const folder = 'sync-server/migrations';
  const sql = readdirSync(at(folder))
    .sort()
    .map((file) => read(`${folder}/${file}`))
    .join('\n');
  const dropped = new Set([...sql.matchAll(/^drop table (?:if exists )?"?(\w+)/gim)].map(([, name]) => name));
  const tables = [...sql.matchAll(/^create table (?:if not exists )?"?(\w+)/gim)].map(([, name]) => name);
  expect(tables.length).toBeGreaterThan(40);
  expect(tables.filter((name) => !dropped.has(name)).filter(isMissingIn(server))).toEqual([]);
});

test('every kind of row of a device stands in docs/storage.md', () => {
  const folder = 'packages/model/src/engine';
  const sources = readdirSync(at(folder), { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => read(`${folder}/${file}`))
    .join('\n');
  const kinds = new Set([...sources.matchAll(/(?:\bkey: \[|\bget\(\[|\bstore\.all\()'([a-z-]+)'/g)].map(([, kind]) => kind));
  expect(kinds.size).toBeGreaterThan(40);
  expect([...kinds].filter(isMissingIn(device))).toEqual([]);
});
