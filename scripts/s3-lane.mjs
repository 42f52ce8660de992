/**
 * Files in a bucket of a real S3 server: OpenStack Swift, Debian's python3-swift, in a folder of its own (sync-server/test/support/swift-s3.py). Where it is
 * not installed nothing runs and nothing is counted; asked for by name (`npm test -- --only s3`), it is installed on Debian as root.
 */
import { existsSync } from 'node:fs';
import { isDebian } from './browser.mjs';
import { runVitest } from './check.mjs';
import { run } from './environment.mjs';
import { emptyTally, tallyOf } from './tally.mjs';

const installed = () => existsSync('/usr/lib/python3/dist-packages/swift/proxy/server.py');

export async function s3Lane({ args = [], wanted = false } = {}) {
  if (wanted && !installed() && process.getuid?.() === 0 && isDebian()) await installSwift();
  if (installed()) return runVitest({ choice: 's3', args: ['--project', 'sync-server', ...args] });
  if (!wanted) return emptyTally;
  console.log("✗ S3: Debian's python3-swift is not installed");
  return tallyOf(false, 'the S3 lane: python3-swift is not installed');
}

async function installSwift() {
  console.log('installing Swift from Debian …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env, quiet: true });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'python3-swift'], { env, quiet: true });
}
