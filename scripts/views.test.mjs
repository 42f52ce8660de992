/** A view of the engine ends with a function, and no function can be cloned to the page: the worker hands each of them on as a proxy (`worker/view.ts`). */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { at } from './environment.mjs';

const read = (path) => readFileSync(at(path), 'utf8');

test('every view of the engine crosses to the page through a proxy', () => {
  const folder = 'packages/model/src/engine';
  const api = readdirSync(at(folder))
    .filter((file) => /^api(-[a-z-]+)?\.ts$/.test(file))
    .map((file) => read(`${folder}/${file}`))
    .join('\n');
  const views = [...api.matchAll(/^ {2}(on[A-Z]\w*)\(/gm)].map(([, name]) => name);
  expect(views).toEqual(expect.arrayContaining(['onState', 'onDevices', 'onLock', 'onTrust']));
  expect(views.length).toBeGreaterThan(11);
  const worker = read('pwa/src/worker/engine.worker.ts');
  const isHandedOn = (name) => new RegExp(`^ {2}${name}: .* => view\\(listener, .*engine\\.${name}\\b`, 'm').test(worker);
  expect(views.filter((name) => !isHandedOn(name))).toEqual([]);
});
