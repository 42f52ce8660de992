/** From a route one finds its messages: each route of the server stands in the table of model/src/wire/http.ts. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { at } from './environment.mjs';

const read = (path) => readFileSync(at(path), 'utf8');
const withoutNames = (path) => path.replace(/:\w+/g, ':');

test('every route of the server stands in the table of routes', () => {
  const rows = [...read('packages/model/src/wire/http.ts').matchAll(/^ \* \| (.+?) +\|/gm)].map(([, route]) =>
    withoutNames(route),
  );
  const exact = new Set();
  const below = [];
  for (const row of rows) {
    const [first, ...more] = [...row.matchAll(/(?<=^|\s)…?\/[^\s·]*/g)].map(([path]) => path.replace(/\?.*/, ''));
    for (const path of [first, ...more.map((one) => one.replace('…', first))].filter(Boolean)) {
      if (path.endsWith('…')) below.push(path.slice(0, -1));
      else exact.add(path);
    }
  }
  const folder = 'sync-server/src';
  const routes = readdirSync(at(folder), { recursive: true })
    .filter((file) => /(routes|shared-computer)\.ts$/.test(file))
    .flatMap((file) => [...read(`${folder}/${file}`).matchAll(/\broutes\.(?:get|post|patch|put|delete)\('([^']+)'/g)])
    .map(([, path]) => withoutNames(path));
  expect(routes.length).toBeGreaterThan(100);
  expect(routes.filter((path) => !exact.has(path) && !below.some((start) => path.startsWith(start)))).toEqual([]);
});
