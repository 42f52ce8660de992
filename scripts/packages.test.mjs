/** The workspace's promises about dependencies (docs/CONTRIBUTING.md). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { at } from './environment.mjs';

const rooms = ['.', 'pwa', 'sync-server', ...readdirSync(at('packages')).map((name) => `packages/${name}`)];
const manifests = rooms.filter((room) => existsSync(at(room, 'package.json')));
const read = (room) => JSON.parse(readFileSync(at(room, 'package.json'), 'utf8'));
const workspace = readFileSync(at('pnpm-workspace.yaml'), 'utf8');
const catalog = workspace.slice(workspace.indexOf('catalog:'), workspace.indexOf('overrides:'));

describe.each(manifests)('%s', (room) => {
  const manifest = read(room);

  test('takes every version from the shared catalog', () => {
    const ranges = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies });
    const others = ranges.filter(([name, range]) => range !== (name.startsWith('@sanad/') ? 'workspace:*' : 'catalog:'));
    expect(others).toEqual([]);
  });

  test('is private, a module, and runs nothing when it is installed', () => {
    expect(manifest).toMatchObject({ private: true, type: 'module' });
    for (const name of ['preinstall', 'install', 'postinstall', 'prepare'])
      expect(manifest.scripts ?? {}).not.toHaveProperty(name);
  });
});

test('the catalog names exact versions', () => {
  const versions = [...catalog.matchAll(/^ {2}\S+: (.+)$/gm)].map(([, version]) => version);
  expect(versions.length).toBeGreaterThan(20);
  expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

test('the lockfile names no host', () => {
  expect(readFileSync(at('pnpm-lock.yaml'), 'utf8')).not.toMatch(/https?:\/\/|tarball:/);
});

test('the model has no root export', () => {
  expect(Object.keys(read('packages/model').exports)).not.toContain('.');
});

test('the package manager is pinned exactly and Node has a floor', () => {
  expect(read('.').packageManager).toMatch(/^pnpm@\d+\.\d+\.\d+$/);
  expect(read('.').engines.node).toMatch(/^>=\d+\.\d+$/);
});
