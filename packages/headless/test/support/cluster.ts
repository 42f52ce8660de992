/**
 * Several processes of the real server on one Postgres, behind one address, with a clock that a test moves: each can be killed with -9 and
 * started again. Whoever connects is led to any of those that run, as a load balancer does.
 */
import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from '../../src/node-platform.ts';

const root = resolve(import.meta.dirname, '../../../..');
const serverRoot = join(root, 'sync-server');

export interface Cluster {
  readonly url: string;
  readonly databaseUrl: string;
  firstAdminToken(): string;
  /** The time of all processes and, handed to engines, of all devices. */
  readonly clock: typeof systemClock;
  aheadMs(): number;
  /** All processes know when it resolves. */
  move(ms: number): Promise<void>;
  isUp(at: number): boolean;
  start(at: number): Promise<void>;
  kill(at: number): Promise<void>;
  dispose(): Promise<void>;
}

function build(name: string): string {
  const cache = join(serverRoot, 'node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const program = join(cache, `${name}.js`);
  const config = ['-c', 'rolldown.config.mjs', '--input', `test/support/${name}.ts`, '--file', program];
  const built = spawnSync(join(root, 'node_modules/.bin/rolldown'), config, { cwd: serverRoot, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`${name} does not build: ${built.stderr}`);
  return program;
}

/** The first thing that a program says is what it is to its parent. */
function launch(program: string, args: readonly string[], environment: object = {}) {
  const env = { ...process.env, ...environment };
  const child = fork(program, [...args], { cwd: serverRoot, env, execArgv: [], stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data: Uint8Array) => (output += String(data)));
  const ready = new Promise<Readonly<Record<string, unknown>>>((done, fail) => {
    child.once('message', (message) => done(message as Record<string, unknown>));
    child.once('exit', () => fail(new Error(`it ended: ${output}`)));
  });
  return { child, ready };
}

const ended = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((done) => child.once('exit', () => done()));

export async function makeCluster(
  size: number,
  environment: Readonly<Record<string, string>>,
  random: () => number,
): Promise<Cluster> {
  const program = build('moved-server-program');
  const folder = mkdtempSync(join(tmpdir(), 'sanad-cluster-'));
  const template = process.env['SANAD_DATA_TEMPLATE'];
  if (template !== undefined) spawnSync('cp', ['-a', `${template}/.`, folder]);
  const postgres = launch(build('postgres-program'), [join(folder, 'postgres')]);
  const databaseUrl = String((await postgres.ready)['url']);
  const running = new Map<number, { readonly child: ChildProcess; readonly port: number }>();
  const starting = new Map<number, ChildProcess>();
  let aheadMs = 0;
  let token = '';

  const sockets = new Set<Socket>();
  const balancer = createServer((socket) => {
    const up = [...running.values()];
    const chosen = up[Math.floor(random() * up.length)];
    if (chosen === undefined) {
      socket.destroy();
      return;
    }
    const onward = connect(chosen.port, '127.0.0.1');
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((done) => balancer.listen(0, '127.0.0.1', done));
  const address = balancer.address();
  const url = `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const limits = { SIGN_IN_LIMIT: '10000/60', SIGN_UP_LIMIT: '10000/60', APPEND_RATE: '100000', LOG_LEVEL: 'error' };
  const place = { PORT: '0', HOST: '127.0.0.1', DATABASE_URL: databaseUrl, PUBLIC_URL: url };

  const tell = (child: ChildProcess): Promise<void> =>
    new Promise((done) => {
      const take = (message: unknown): void => {
        if (typeof message === 'object' && message !== null && 'aheadMs' in message && message.aheadMs === aheadMs) finish();
      };
      const finish = (): void => {
        child.off('message', take);
        child.off('exit', finish);
        done();
      };
      child.on('message', take);
      child.on('exit', finish);
      child.send({ aheadMs }, () => undefined);
    });

  const cluster: Cluster = {
    url,
    databaseUrl,
    firstAdminToken: () => token,
    clock: { ...systemClock, nowMs: () => Date.now() + aheadMs },
    aheadMs: () => aheadMs,
    async move(ms) {
      aheadMs += ms;
      await Promise.all([...running.values()].map(({ child }) => tell(child)));
    },
    isUp: (at) => running.has(at),
    async start(at) {
      if (running.has(at)) return;
      const { child, ready } = launch(program, [String(aheadMs)], { ...limits, ...place, ...environment });
      starting.set(at, child);
      const { port, firstAdminUrl } = await ready;
      token = /#(\S+)$/.exec(String(firstAdminUrl))?.[1] ?? token;
      running.set(at, { child, port: Number(port) });
      starting.delete(at);
      await tell(child);
      child.once('exit', () => running.get(at)?.child === child && running.delete(at));
    },
    async kill(at) {
      const child = running.get(at)?.child;
      running.delete(at);
      if (child === undefined) return;
      child.kill('SIGKILL');
      await ended(child);
    },
    async dispose() {
      for (const { child } of running.values()) child.kill('SIGKILL');
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((done) => balancer.close(() => done()));
      postgres.child.kill('SIGTERM');
      await ended(postgres.child);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  for (let at = 0; at < size; at++) await cluster.start(at);
  return cluster;
}
