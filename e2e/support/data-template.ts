/** One data folder as a new server leaves it, copied for each hospital: making its cluster and tables takes seconds. */
import { appendFileSync, chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.ts';
import { makeServer, templateVariable } from './server.ts';

// biome-ignore lint/style/noDefaultExport: Playwright takes it from here
export default async function makeDataTemplate(): Promise<() => void> {
  const data = mkdtempSync(join(realpathSync(tmpdir()), 'sanad-e2e-template-'));
  chmodSync(data, 0o755); // as root, Postgres runs as somebody else below this folder
  const server = makeServer(data, await freePort(), await freePort(), await freePort());
  await server.start();
  await server.stop();
  // What is cut off in these tests is a process, never the machine.
  appendFileSync(join(data, 'postgres/data/postgresql.conf'), '\nfsync=off\nfull_page_writes=off\n');
  process.env[templateVariable] = data;
  return () => rmSync(data, { recursive: true, force: true });
}
