/**
 * A real TURN server on loopback: coturn (Debian's package, installed as root where it is missing) under the configuration that docs/turnserver.conf
 * gives to hospitals. What differs is only where it listens, its certificate and secret, and that it may reach this machine.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCertificate } from './certificate.ts';
import { freePort } from './free-port.ts';
import type { Credentials } from './stun-message.ts';
import { openTurnClient, type Transport } from './turn-client.ts';

const program = '/usr/bin/turnserver';
const sample = resolve(import.meta.dirname, '../../docs/turnserver.conf');
export const turnSecret = 'the secret of both, in tests';

export interface Coturn {
  readonly ports: Readonly<Record<Transport, number>>;
  readonly urls: Readonly<Record<Transport, string>>;
  /** PEM. */
  readonly certificate: string;
  /** Most that one person has at once, as the sample says. */
  readonly userQuota: number;
  readonly stop: () => Promise<void>;
}

/** Undefined where it is not there and cannot be installed: those tests are skipped. */
export async function startCoturn(): Promise<Coturn | undefined> {
  if (!isThere()) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sanad-coturn-'));
  const [plain, secure] = [await freePort(), await freePort()];
  const { certificate, key } = await makeCertificate();
  const [certificatePath, keyPath] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  writeFileSync(certificatePath, certificate);
  writeFileSync(keyPath, key);
  const text = readFileSync(sample, 'utf8');
  const own: Readonly<Record<string, string>> = {
    realm: 'localhost',
    'listening-port': String(plain),
    'tls-listening-port': String(secure),
    cert: certificatePath,
    pkey: keyPath,
    'static-auth-secret': turnSecret,
  };
  const changed = Object.entries(own).reduce(
    (conf, [name, value]) => conf.replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`),
    text,
  );
  const here = ['listening-ip=127.0.0.1', 'relay-ip=127.0.0.1', 'allow-loopback-peers', 'allowed-peer-ip=127.0.0.1'];
  const path = join(folder, 'turnserver.conf');
  writeFileSync(path, `${changed}\n${here.join('\n')}\n`);
  let output = '';
  const child = spawn(program, ['-c', path, '--log-file', 'stdout', '--pidfile', join(folder, 'pid')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (more: string) => (output += more));
  const coturn: Coturn = {
    ports: { udp: plain, tcp: plain, tls: secure },
    urls: {
      udp: `turn:localhost:${plain}?transport=udp`,
      tcp: `turn:localhost:${plain}?transport=tcp`,
      tls: `turns:localhost:${secure}?transport=tcp`,
    },
    certificate,
    userQuota: Number(/^user-quota=(\d+)$/m.exec(text)?.[1]),
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (let i = 0; i < 100 && child.exitCode === null; i++) {
    if (await answers(coturn)) return coturn;
    await sleep(100);
  }
  await coturn.stop();
  throw new Error(`coturn does not answer:\n${output}`);
}

/** As SANAD makes them, for a person and a moment of the test's choice. */
export function makeCredentials(person: string, endsAtMs: number): Credentials {
  const username = `${Math.floor(endsAtMs / 1000)}:${person}`;
  return { username, credential: createHmac('sha1', turnSecret).update(username).digest('base64') };
}

async function answers({ ports, certificate }: Coturn): Promise<boolean> {
  try {
    for (const transport of ['udp', 'tls'] as const) {
      const client = await openTurnClient(
        transport,
        ports[transport],
        makeCredentials('probe', Date.now() + 60_000),
        certificate,
      );
      const got = await client.allocate();
      await client.close();
      if (typeof got !== 'string') return false;
    }
    return true;
  } catch {
    return false; // not yet
  }
}

function isThere(): boolean {
  if (existsSync(program)) return true;
  if (process.getuid?.() !== 0) {
    console.log('No coturn: calls over a TURN server are not tested. As root it is installed: apt-get install coturn');
    return false;
  }
  console.log('installing coturn from Debian …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', 'coturn'],
  ])
    spawnSync('apt-get', args, { env, stdio: 'ignore' });
  if (!existsSync(program)) console.log('coturn could not be installed: calls over a TURN server are not tested.');
  return existsSync(program);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}
