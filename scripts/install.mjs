/** Installs the workspace when the lockfile is newer than the last install. pnpm comes through npx: nothing is needed beforehand. */
import { writeFileSync } from 'node:fs';
import { at, modifiedMs, packageManager, run } from './environment.mjs';

const marker = at('node_modules', '.sanad-installed');

export async function install() {
  const installedMs = modifiedMs(marker);
  if (installedMs > 0 && installedMs >= modifiedMs(at('pnpm-lock.yaml'))) return;
  console.error(`installing with ${packageManager()} …`);
  const args = ['--yes', packageManager(), 'install', '--frozen-lockfile', '--loglevel=warn'];
  // CI=true: without a terminal pnpm would stop and ask before it replaces a node_modules of another version.
  const { code } = await run('npx', args, { toStderr: true, env: { CI: 'true' } });
  if (code !== 0) {
    console.error('The installation failed (above). Is a package registry reachable from here?');
    process.exit(1);
  }
  writeFileSync(marker, '');
}
