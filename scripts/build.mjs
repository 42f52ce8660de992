/**
 * Builds what is stale: the PWA (Vite), the server and the headless device (rolldown). Stale: the list of inputs with their sizes
 * and times differs from the one of the last build. Two commands at once build once: the second waits for the first.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { at, bin, cacheFolder, modifiedMs, root, run } from './environment.mjs';
import { compressFolder } from './precompress.mjs';

const shared = ['package.json', 'pnpm-lock.yaml', 'packages/model/src', 'packages/model/package.json'];

const targets = {
  pwa: {
    inputs: [...shared, 'vite.config.ts', 'pwa/src', 'pwa/public', 'pwa/index.html', 'pwa/package.json'],
    output: 'pwa/dist/index.html',
    async build() {
      const built = await run(bin('vite'), ['build', '--logLevel', 'warn', '--config', at('vite.config.ts')], { quiet: true });
      if (built.code === 0) await compressFolder(at('pwa/dist'));
      return built;
    },
  },
  server: {
    inputs: [...shared, 'sync-server/src', 'sync-server/package.json', 'sync-server/rolldown.config.mjs'],
    output: 'sync-server/dist/main.js',
    build: () =>
      run(bin('rolldown'), ['-c', 'rolldown.config.mjs', '--logLevel', 'warn'], { cwd: at('sync-server'), quiet: true }),
  },
  headless: {
    inputs: [...shared, 'packages/headless/src', 'packages/headless/package.json', 'packages/headless/rolldown.config.mjs'],
    output: 'packages/headless/dist/cli.js',
    build: () =>
      run(bin('rolldown'), ['-c', 'rolldown.config.mjs', '--logLevel', 'warn'], { cwd: at('packages/headless'), quiet: true }),
  },
};

/** Builds the named targets that are stale, at once. Throws `BuildFailed` with what the builder said. */
export async function build(...names) {
  const results = await Promise.all(names.map((name) => buildWhenStale(name, targets[name])));
  const failed = results.filter((result) => result !== undefined && result.code !== 0);
  if (failed.length > 0) throw new BuildFailed(failed.map(({ name, output }) => `${output}\nbuilding ${name} failed`).join('\n'));
}

export class BuildFailed extends Error {}

async function buildWhenStale(name, { inputs, output, build }) {
  const marker = join(cacheFolder(), `${name}.built`);
  const isFresh = () => existsSync(at(output)) && existsSync(marker) && readFileSync(marker, 'utf8') === fingerprint(inputs);
  if (isFresh()) return undefined;
  const release = await lock(name);
  try {
    if (isFresh()) return undefined;
    const before = fingerprint(inputs); // an input that changes while we build is stale again
    console.error(`building ${name} …`);
    const result = await build();
    if (result.code === 0) writeFileSync(marker, before);
    return { name, ...result };
  } finally {
    release();
  }
}

function fingerprint(inputs) {
  const hash = createHash('sha256');
  const add = (path) => {
    const found = statSync(join(root, path), { throwIfNoEntry: false });
    if (found === undefined) return;
    if (found.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`);
    else if (!path.includes('.test.')) hash.update(`${path}\0${found.size}\0${found.mtimeMs}\n`);
  };
  for (const input of inputs) add(input);
  return hash.digest('hex');
}

/** A folder is made by one process alone. A lock whose owner is gone is taken over. */
async function lock(name) {
  const path = join(cacheFolder(), `${name}.lock`);
  const owner = join(path, 'pid');
  for (;;) {
    try {
      mkdirSync(path);
      writeFileSync(owner, String(process.pid));
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(owner)) rmSync(path, { recursive: true, force: true });
      else await sleep(100);
    }
  }
}

function isAlive(owner) {
  const pid = Number(existsSync(owner) && readFileSync(owner, 'utf8'));
  // Its number is not written yet: it has a moment for that.
  if (!pid) return Date.now() - modifiedMs(dirname(owner)) < 5000;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}
