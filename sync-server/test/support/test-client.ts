/** HTTP and socket clients of a test: CBOR in and out, a cookie, frames by `ref`. */

import { decodeCbor, encodeCbor } from '@sanad/model/cbor';
import type { LogId, SpaceId } from '@sanad/model/ids';
import type { SignUp } from '@sanad/model/wire/http';
import type { Statement } from '@sanad/model/wire/statement';
import { proveInput } from '@sanad/model/wire/up';
import { WebSocket } from 'ws';
import { statementHash } from '../../src/devices/signature.ts';
import type { RunningServer } from '../../src/server.ts';
import {
  asMember,
  directSpace,
  makeApproval,
  makeOrganisation,
  makePerson,
  makeRecord,
  type SpacePosition,
  signWith,
  type TestPerson,
} from './test-device.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
export type Loose = any;

export interface Answer {
  readonly status: number;
  readonly body: Loose;
  readonly headers: Headers;
}
export interface Client {
  cookie: string | undefined;
  readonly get: (path: string) => Promise<Answer>;
  readonly post: (path: string, body?: unknown) => Promise<Answer>;
  readonly patch: (path: string, body: unknown) => Promise<Answer>;
}
export interface ClientOptions {
  readonly address?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function createClient(server: Pick<RunningServer, 'fetch' | 'url'>, options: ClientOptions = {}): Client {
  const call = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const headers = new Headers({ ...options.headers });
    if (client.cookie !== undefined) headers.set('cookie', client.cookie);
    const init: RequestInit = { method, headers };
    if (method !== 'GET') {
      headers.set('content-type', 'application/cbor');
      init.body = encodeCbor(body ?? {});
    }
    const response = await server.fetch(new Request(`${server.url}/api/v1${path}`, init), options.address ?? '127.0.0.1');
    client.cookie = keepCookies(client.cookie, response.headers.getSetCookie());
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isCbor = response.headers.get('content-type') === 'application/cbor';
    const decoded = isCbor ? decodeCbor(bytes, 64 * 1024 * 1024) : undefined;
    return { status: response.status, body: decoded?.ok === true ? decoded.value : bytes, headers: response.headers };
  };
  const client: Client = {
    cookie: undefined,
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    patch: (path, body) => call('PATCH', path, body),
  };
  return client;
}

/** As a browser does: by name, the newest counts, an expired one is gone. */
function keepCookies(held: string | undefined, lines: readonly string[]): string | undefined {
  const jar = new Map((held?.split('; ') ?? []).map((pair) => [pair.slice(0, pair.indexOf('=')), pair] as const));
  for (const line of lines) {
    const pair = line.split(';')[0] ?? '';
    const name = pair.slice(0, pair.indexOf('='));
    if (/;\s*max-age=0/i.test(line)) jar.delete(name);
    else jar.set(name, pair);
  }
  return jar.size === 0 ? undefined : [...jar.values()].join('; ');
}

export interface SignedInPerson extends TestPerson {
  readonly client: Client;
}

/** An organisation with its first administrator, and what is needed to bring in colleagues. */
export interface World {
  readonly server: RunningServer;
  readonly organisation: Uint8Array;
  readonly admin: SignedInPerson;
  readonly organisationChain: { n: number; head: Uint8Array };
  readonly signUp: (changes?: Partial<SignUp>) => Promise<SignedInPerson>;
  /** Signed up and approved. */
  readonly colleague: (changes?: Partial<SignUp>) => Promise<SignedInPerson>;
  readonly approve: (person: TestPerson) => Promise<Answer>;
  readonly actAsAdmin: (statement: Statement) => Promise<Answer>;
  /** A direct conversation of the two. */
  readonly direct: (
    a: SignedInPerson,
    b: SignedInPerson,
  ) => Promise<{ readonly space: SpaceId; readonly position: SpacePosition }>;
}

export async function createWorld(server: RunningServer): Promise<World> {
  const token = server.firstAdminUrl?.split('#')[1] ?? '';
  const adminPerson = makePerson({ founding: makeOrganisation(token) }, { name: 'Admin' });
  const adminClient = createClient(server);
  const made = await adminClient.post('/sign-up', adminPerson.request);
  if (made.status !== 201) throw new Error(`the first administrator: ${JSON.stringify(made.body)}`);
  const admin = { ...adminPerson, client: adminClient };
  const info = await adminClient.get('/service');
  const organisation: Uint8Array = info.body.organisation.hash;
  const firstApproval = adminPerson.request.firstAdmin?.approval;
  if (firstApproval === undefined) throw new Error('no approval');
  const organisationChain = { n: 1, head: statementHash('organisationLink', firstApproval) };

  const actAsAdmin = async (statement: Statement): Promise<Answer> => {
    const answer = await adminClient.post('/organisation/chain', { link: statement });
    if (answer.status === 200) {
      organisationChain.n = answer.body.n;
      organisationChain.head = statementHash('organisationLink', statement);
    }
    return answer;
  };
  const approve = (person: TestPerson): Promise<Answer> =>
    actAsAdmin(
      makeApproval(admin, organisationChain.n + 1, organisationChain.head, {
        ...person.request,
        genesisHash: person.genesisHash,
      }),
    );
  const signUp = async (changes: Partial<SignUp> = {}): Promise<SignedInPerson> => {
    const person = makePerson(organisation, changes);
    const client = createClient(server);
    const answer = await client.post('/sign-up', person.request);
    if (answer.status !== 201) throw new Error(`sign-up: ${JSON.stringify(answer.body)}`);
    return { ...person, client };
  };
  let turn: Promise<unknown> = Promise.resolve(); // the chain takes one link at a time
  const colleague = async (changes: Partial<SignUp> = {}): Promise<SignedInPerson> => {
    const person = await signUp(changes);
    const approving = turn.then(() => approve(person));
    turn = approving.catch(() => undefined);
    const approved = await approving;
    if (approved.status !== 200) throw new Error(`approve: ${JSON.stringify(approved.body)}`);
    return person;
  };
  const direct = async (a: SignedInPerson, b: SignedInPerson) => {
    const space = directSpace(organisation, [a.user, b.user]);
    const { request, position } = makeRecord(a, space, 'direct', [asMember(a), asMember(b)]);
    const answer = await a.client.post(`/spaces/${space}/epochs`, request);
    if (answer.status !== 200) throw new Error(`direct: ${JSON.stringify(answer.body)}`);
    return { space, position };
  };
  return { server, organisation, admin, organisationChain, signUp, colleague, approve, actAsAdmin, direct };
}

export interface TestSocket {
  readonly socket: WebSocket;
  readonly frames: Loose[];
  /** Code it was closed with. */
  readonly closed: Promise<number>;
  readonly send: (frame: object) => void;
  readonly sendRaw: (bytes: Uint8Array | string) => void;
  /** Sends with a fresh `ref` and waits for its answer. */
  readonly ask: (frame: object) => Promise<Loose>;
  readonly append: (space: SpaceId, log: LogId, chunk: Uint8Array) => Promise<Loose>;
  readonly waitFor: (match: (frame: Loose) => boolean) => Promise<Loose>;
  readonly close: () => void;
}

export function openSocket(
  server: Pick<RunningServer, 'url'>,
  cookie: string | undefined,
  person: TestPerson,
  headers: Record<string, string> = {},
): TestSocket {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/sync`, {
    headers: { ...(cookie === undefined ? {} : { cookie }), origin: server.url, ...headers },
  });
  const frames: Loose[] = [];
  const waiters = new Set<() => void>();
  socket.on('message', (data) => {
    if (!(data instanceof Uint8Array)) return;
    const decoded = decodeCbor(data, 4 * 1024 * 1024);
    if (decoded.ok) frames.push(decoded.value);
    for (const wake of [...waiters]) wake();
  });
  socket.on('error', () => undefined);
  const closed = new Promise<number>((done) => socket.on('close', (code) => done(code)));
  const sendRaw = (bytes: Uint8Array | string): void => socket.send(bytes);
  const send = (frame: object): void => sendRaw(encodeCbor({ senderId: person.device, targetId: 'server', ...frame }));
  let ref = 0;
  const waitFor = (match: (frame: Loose) => boolean): Promise<Loose> =>
    new Promise((done, fail) => {
      const look = (): void => {
        const found = frames.find(match);
        if (found === undefined) return;
        waiters.delete(look);
        clearTimeout(timer);
        done(found);
      };
      const miss = (why: string) => {
        waiters.delete(look);
        clearTimeout(timer);
        fail(new Error(`${why}; frames: ${frames.map((frame) => frame.type).join(', ')}`));
      };
      const timer = setTimeout(() => miss('no such frame'), 10_000);
      closed.then((code) => miss(`closed with ${code}`), fail);
      waiters.add(look);
      look();
    });
  const ask = (frame: object): Promise<Loose> => {
    ref += 1;
    const mine = ref;
    send({ ...frame, ref: mine });
    return waitFor((answer) => answer.ref === mine);
  };
  return {
    socket,
    frames,
    closed,
    send,
    sendRaw,
    ask,
    waitFor,
    append: (space, log, chunk) => ask({ type: 'append', space, log, chunk }),
    close: () => socket.close(),
  };
}

/** Joined and proved. */
export async function joinSocket(server: Pick<RunningServer, 'url'>, person: SignedInPerson): Promise<TestSocket> {
  const opened = openSocket(server, person.client.cookie, person);
  const challenge = await opened.waitFor((frame) => frame.type === 'challenge');
  opened.send({ type: 'join', peerMetadata: {}, supportedProtocolVersions: ['1'], targetId: undefined });
  opened.send({ type: 'prove', sig: signWith(person.keys, proveInput(challenge.nonce, person.device)) });
  await opened.waitFor((frame) => frame.type === 'peer');
  return opened;
}
