/** ACCOUNT-5: a forgotten password, over a mail server that listens in this process. */
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { passwordMail } from '../src/mail/password-mail.ts';
import { createClient, createWorld, type World } from './support/test-client.ts';
import { startTestServer, type TestServer, until } from './support/test-server.ts';

interface Received {
  readonly to: readonly string[];
  readonly login: string | undefined;
  readonly raw: string;
}
let box: Received[] = [];
let smtp: SMTPServer;
let server: TestServer;
let world: World;
const publicUrl = 'https://sanad.example.org';

beforeAll(async () => {
  smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      password === 'geheim' ? done(null, { user: username }) : done(new Error('no')),
    onData: (stream, session, done) => {
      const parts: Uint8Array[] = [];
      stream.on('data', (part: Uint8Array) => parts.push(part));
      stream.on('end', () => {
        const { rcptTo } = session.envelope;
        const raw = new TextDecoder().decode(concat(parts));
        box.push({ to: rcptTo.map(({ address }) => address), login: session.user, raw });
        done();
      });
    },
  });
  const port = await new Promise<number>((done) => {
    const listening = smtp.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      done(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const mail = { url: `smtp://sanad:geheim@127.0.0.1:${port}`, from: 'SANAD <sanad@example.org>' };
  server = await startTestServer({ publicUrl, mail });
  world = await createWorld(server);
});
afterAll(async () => {
  await server.stop();
  await new Promise<void>((done) => smtp.close(() => done()));
});

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
/** Quoted-printable, and what was encoded as a whole. */
function textOf(raw: string): string {
  const at = raw.indexOf('\r\n\r\n');
  const body = raw.slice(at + 4);
  if (/content-transfer-encoding: base64/i.test(raw.slice(0, at))) return new TextDecoder().decode(fromBase64(body));
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return new TextDecoder().decode(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
}
const fromBase64 = (text: string) => Uint8Array.from(atob(text.replace(/\s/g, '')), (letter) => letter.charCodeAt(0));
const client = () => createClient(server);
const ask = (login: string) => client().post('/forgotten-password', { login });

it('ACCOUNT-5: a link to a new password goes to the address of the account, and works once', async () => {
  box = [];
  const person = await world.colleague();
  expect((await ask(person.request.staffNumber.toLowerCase())).body).toEqual({});
  await until(() => box.length === 1);
  expect(box[0]).toMatchObject({ to: [person.request.email], login: 'sanad' });
  const text = textOf(box[0]?.raw ?? '');
  expect(text).not.toContain(person.request.name);
  const token = new RegExp(`${publicUrl}/new-password#([\\w-]+)`).exec(text)?.[1];
  const next = 'un tout autre mot de passe';
  expect((await client().post('/password-link', { token, password: next })).status).toBe(200);
  expect((await person.client.get('/me')).body.code).toBe('auth/required');
  expect((await client().post('/sign-in', { login: person.request.email, password: next })).status).toBe(200);
  expect((await client().post('/password-link', { token, password: next })).body.code).toBe('account/password-link');
});

it('ACCOUNT-5: the answer is the same for whoever has no account, and for one that waits; nobody gets a message', async () => {
  box = [];
  const waiting = await world.signUp();
  const known = await world.colleague();
  const answers = [await ask('nobody@chu.tn'), await ask(waiting.request.email), await ask(known.request.email)];
  expect(answers.map(({ status, body }) => [status, body])).toEqual(Array.from({ length: 3 }, () => [200, {}]));
  await until(() => box.length === 1);
  expect(box.map(({ to }) => to)).toEqual([[known.request.email]]);
  for (const body of [{}, { login: '' }, { login: 'a\r\nBcc: b@c.d' }, { login: 'x'.repeat(600) }])
    expect((await client().post('/forgotten-password', body)).body.code).toBe('request/malformed');
});

it('ACCOUNT-5: nobody’s box is filled, and one address of the network asks ten times in a quarter of an hour', async () => {
  box = [];
  const person = await world.colleague();
  const from = (address: string) => createClient(server, { address });
  for (let n = 0; n < 5; n++)
    expect((await from(`10.0.0.${n}`).post('/forgotten-password', { login: person.request.email })).status).toBe(200);
  const other = await world.colleague();
  await from('10.0.1.1').post('/forgotten-password', { login: other.request.email });
  await until(() => box.some(({ to }) => to[0] === other.request.email));
  expect(box.filter(({ to }) => to[0] === person.request.email)).toHaveLength(3);
  const mass = from('10.0.2.1');
  const statuses: number[] = [];
  for (let n = 0; n < 11; n++) statuses.push((await mass.post('/forgotten-password', { login: `nobody${n}@chu.tn` })).status);
  expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429]);
});

it('ACCOUNT-5: without a mail server it says that an administrator makes the link', async () => {
  const bare = await startTestServer();
  expect((await createClient(bare).post('/forgotten-password', { login: 'a@chu.tn' })).body.code).toBe('account/no-mail');
  await bare.stop();
});

it('ACCOUNT-5: the name of a hospital is a word in a message, and never a header of it', () => {
  const mail = passwordMail({ to: 'a@chu.tn', organisation: 'CHU\r\nBcc: b@c.d', url: 'https://x/new-password#t', hours: 24 });
  expect(mail.subject).not.toMatch(/[\r\n]/);
  expect(mail.text).toContain('https://x/new-password#t');
});
