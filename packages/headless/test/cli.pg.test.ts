import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  buildCommandLine,
  type Printed,
  type Ran,
  type RunOptions,
  runHere,
  runProcess,
  startCommand,
} from './support/command-line.ts';
import { makeServerProcess, type ServerProcess } from './support/server-process.ts';

/**
 * One session of a ward, as docs/headless.md tells it: the tests stand in its order. Each command is a process at least once; where only its
 * effects are needed the same program runs in this process.
 */
const password = 'un mot de passe long';
const [adminEmail, amelEmail, youssefEmail] = ['admin@chu.tn', 'amel@chu.tn', 'youssef@chu.tn'];
let server: ServerProcess;
let folder: string;
let recoveryCode = '';
let conversation = '';

beforeAll(async () => {
  buildCommandLine();
  server = await makeServerProcess();
  folder = mkdtempSync(join(tmpdir(), 'sanad-cli-'));
});
afterAll(async () => {
  await server?.dispose();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

function common(profile: string, more: readonly string[] = ['--json']): readonly string[] {
  return ['--url', server.url, '--profile', join(folder, profile), ...more];
}
type Runs = typeof runHere;
function device(profile: string, args: readonly string[], options?: RunOptions, run: Runs = runHere): Promise<Ran> {
  // Long enough for a machine that does other things as well.
  const patience = args.includes('--timeout') ? [] : ['--timeout', '60'];
  return run([...args, ...patience, ...common(profile)], options);
}
async function succeed(profile: string, args: readonly string[], options?: RunOptions, run?: Runs): Promise<Printed> {
  const ran = await device(profile, args, options, run);
  expect([ran.exit, ran.stderr]).toEqual([0, '']);
  expect(ran.json.ok).toBe(true);
  return ran.json;
}
const script = (profile: string, args: readonly string[], options?: RunOptions): Promise<Printed> =>
  succeed(profile, args, options, runProcess);
const signUp = (name: string, email: string): readonly string[] => [
  ...['sign-up', '--name', name, '--email', email, '--staff-number', name.slice(0, 8)],
  ...['--profession', 'nurse', '--unit', 'Réanimation'],
];
const texts = (ran: Printed): readonly string[] => ran.messages.map(({ text }) => text);

test('the first administrator, two colleagues, approval', async () => {
  const founding = ['--first-admin', `${server.url}/first-admin#${server.firstAdminToken()}`, '--organisation', 'CHU'];
  const admin = await script('admin', [...signUp('Admin', adminEmail), ...founding], {
    environment: { SANAD_PASSWORD: password },
  });
  expect(admin).toMatchObject({ status: 'active', role: 'administrator' });
  expect(admin.breakGlassCode).toMatch(/^\w{4}(-\w{4}){5}-\w{5}$/);

  const amel = await succeed('amel', [...signUp('Amel', amelEmail), '--password', password]);
  recoveryCode = amel.recoveryCode;
  expect(recoveryCode).toMatch(/^\w{4}(-\w{4}){5}-\w{5}$/);
  const youssef = await script('youssef', signUp('Youssef', youssefEmail), { input: `${password}\n` });
  expect(youssef).toMatchObject({ status: 'pending' });
  expect(await device('youssef', ['conversations'], {}, runProcess)).toMatchObject({
    exit: 3,
    json: { code: 'account/pending' },
  });

  // People read it to one another: lines show it in two groups, documents hold it as it is.
  const grouped = amel.comparisonCode.replace(/^(\w{4})(\w{4})$/, '$1 $2');
  const again = await runProcess(['sign-in', '--login', amelEmail, ...common('amel', [])], {
    environment: { SANAD_PASSWORD: password },
  });
  expect(again.stdout).toBe(`signed in; waiting for approval, comparison code: ${grouped}\n`);

  const differs = await device('admin', ['approve', amelEmail, '--comparison-code', '0000 0000']);
  expect(differs).toMatchObject({ exit: 1, json: { code: 'approval/code-differs' } });
  const approved = await succeed('admin', ['approve', amelEmail, '--comparison-code', grouped]);
  expect(approved).toMatchObject({ name: 'Amel', comparisonCode: amel.comparisonCode });
  await script('admin', ['approve', youssefEmail.toUpperCase()]);
  expect(await device('admin', ['approve', youssefEmail])).toMatchObject({ exit: 2, json: { code: 'person/not-pending' } });
  await script('amel', ['sync']);
  await succeed('youssef', ['sync']);
});

test('messages go both ways and the sender learns that hers was read', async () => {
  const sent = await succeed('amel', ['send', '--to', youssefEmail, '--priority', 'urgent', '--text', 'Lit 12 : potassium 5,9']);
  conversation = sent.conversation;
  expect(sent.delivery).toBe('sent');
  const inbox = await script('youssef', ['conversations']);
  expect(inbox.conversations).toMatchObject([{ id: conversation, unread: 1, unreadUrgent: 1, with: { name: 'Amel' } }]);
  const read = await script('youssef', ['read', '--conversation', conversation]);
  expect(read.messages).toMatchObject([{ text: 'Lit 12 : potassium 5,9', priority: 'urgent', mine: false }]);
  expect((await succeed('youssef', ['sync'])).unread).toBe(0);
  await script('youssef', ['send', '--to', 'amel', '--text', '-'], { input: 'ECG fait\nRAS\n' });
  const seen = await succeed('amel', ['read', '--conversation', conversation, '--limit', '2']);
  expect(texts(seen)).toEqual(['Lit 12 : potassium 5,9', 'ECG fait\nRAS']);
  expect(seen.messages[0]?.delivery).toBe('read');
});

test('listen tells what happens, a line per event, and ends with SIGTERM', async () => {
  const listening = startCommand(['listen', ...common('youssef')]);
  const saw = async (isIt: (event: Printed) => boolean): Promise<void> =>
    expect.poll(() => listening.lines.map((line) => JSON.parse(line)).some(isIt), { timeout: 20_000 }).toBe(true);
  await saw(({ type, connectivity }) => type === 'sync' && connectivity === 'online');
  const inUse = await device('youssef', ['state'], {}, runProcess);
  expect(inUse).toMatchObject({ exit: 5, stdout: '', json: { ok: false, code: 'profile/in-use' } });
  const sent = await succeed('amel', ['send', '--conversation', conversation, '--priority', 'medium', '--text', 'et le 14 ?']);
  expect(['sent', 'delivered']).toContain(sent.delivery);
  await saw(({ type, message }) => type === 'message' && message.text === 'et le 14 ?' && message.priority === 'medium');
  listening.child.kill('SIGTERM');
  expect((await listening.ended).exit).toBe(0);
  const types = new Set(listening.lines.map((line) => JSON.parse(line).type));
  expect([...types].sort()).toEqual(['conversation', 'message', 'state', 'sync']);
});

test('SYNC-7: written with the server down, it waits in the profile and leaves with the next sync', async () => {
  await server.stop();
  const a = await succeed('amel', ['send', '--to', youssefEmail, '--text', 'hors ligne A']);
  // She never looked him up: the directory on the device knows the address.
  const y = await succeed('youssef', ['send', '--to', amelEmail, '--text', 'hors ligne Y']);
  expect([a.delivery, y.delivery]).toEqual(['queued', 'queued']);
  expect((await script('amel', ['state'])).pending).toBe(1);
  expect((await succeed('amel', ['read', '--conversation', conversation])).synced).toBe(false);
  expect(await device('amel', ['sync', '--timeout', '1'], {}, runProcess)).toMatchObject({
    exit: 4,
    json: { code: 'network/offline' },
  });
  await server.start();
  await succeed('amel', ['sync']);
  await succeed('youssef', ['sync']);
  await succeed('amel', ['sync']);
  const [seenByAmel, seenByYoussef] = [
    await succeed('amel', ['read', '--conversation', conversation]),
    await succeed('youssef', ['read', '--conversation', conversation]),
  ];
  expect(texts(seenByAmel)).toEqual(texts(seenByYoussef));
  expect(texts(seenByAmel)).toEqual(expect.arrayContaining(['hors ligne A', 'hors ligne Y']));
  const [stateOfAmel, stateOfYoussef] = [await succeed('amel', ['state']), await succeed('youssef', ['state'])];
  const shared = (state: Printed): unknown => state.logs.filter(({ space }) => space === conversation);
  expect(shared(stateOfAmel)).toEqual(shared(stateOfYoussef));
  expect(stateOfAmel.pending).toBe(0);
});

test('with a full disk nothing is written, nothing is lost, and the exit code says so', async () => {
  await server.stop();
  const blocks = Math.ceil(statSync(join(folder, 'amel', 'rows.log')).size / 512);
  const long = ['send', '--to', 'Youssef', '--text', 'trop '.repeat(1000)];
  expect(await device('amel', long, { maxFileBlocks: blocks }, runProcess)).toMatchObject({
    exit: 6,
    stdout: '',
    json: { code: 'storage/full' },
  });
  expect((await succeed('amel', ['state'])).pending).toBe(0);
  await server.start();
  await succeed('amel', ['send', '--to', 'Youssef', '--text', 'trop '.repeat(1000)]);
  const { unread } = await succeed('youssef', ['conversations']).then(
    ({ conversations }) => conversations[0] as { unread: number },
  );
  await succeed('amel', ['send', '--to', 'Youssef', '--text', 'encore '.repeat(1000)]);
  const blocksOfYoussef = Math.ceil(statSync(join(folder, 'youssef', 'rows.log')).size / 512);
  const full = await device('youssef', ['sync'], { maxFileBlocks: blocksOfYoussef }, runProcess);
  expect(full).toMatchObject({ exit: 6, json: { code: 'storage/full' } });
  expect((await succeed('youssef', ['sync'])).unread).toBe(unread + 1);
});

test('KEY-7: the recovery code makes a new profile a device with the whole history', async () => {
  expect(await device('new', ['sync'])).toMatchObject({ exit: 3, json: { code: 'device/not-signed-in' } });
  const wrong = await device('new', ['sign-in', '--login', amelEmail, '--password', 'not the password']);
  expect(wrong).toMatchObject({ exit: 1, json: { code: 'auth/credentials' } });
  expect(await succeed('new', ['sign-in', '--login', amelEmail, '--password', password])).toMatchObject({
    status: 'needs-recovery',
  });
  expect(await device('new', ['sync'])).toMatchObject({ exit: 3, json: { code: 'device/needs-recovery' } });
  expect(await device('new', ['recover', '--code', 'ABCD'], {}, runProcess)).toMatchObject({
    exit: 2,
    json: { code: 'code/mistyped' },
  });
  expect(await script('new', ['recover', '--code', recoveryCode.toLowerCase()])).toMatchObject({
    status: 'ready',
    synced: true,
  });
  const before = await succeed('amel', ['read', '--conversation', conversation]);
  const after = await succeed('new', ['read', '--conversation', conversation]);
  expect(texts(after)).toEqual(texts(before));
  expect(after.messages.length).toBeGreaterThanOrEqual(5);
});

test('wrong usage and unknown people are told by code, without repeating what was typed', async () => {
  const unknown = await device('amel', ['send', '--to', 'nobody@chu.tn', '--text', 'secret']);
  expect(unknown).toMatchObject({ exit: 2, stdout: '', json: { code: 'person/unknown' } });
  const elsewhere = await device('amel', ['read', '--conversation', 'f'.repeat(32)]);
  expect(elsewhere).toMatchObject({ exit: 2, json: { code: 'conversation/unknown' } });
  const bad = await device('amel', ['send', '--to', 'Youssef', '--priority', 'hunter2', '--text', 'x']);
  expect(bad).toMatchObject({ exit: 2, json: { code: 'usage/option' } });
  expect(bad.stderr).not.toContain('hunter2');
  expect(await device('amel', ['send', '--to', 'Youssef', '--text', 'x'.repeat(16_001)])).toMatchObject({
    exit: 2,
    json: { code: 'usage/text' },
  });
  const short = await device('other', [...signUp('Other', 'other@chu.tn'), '--password', 'court']);
  expect(short).toMatchObject({ exit: 2 });
  const taken = await device('other', [...signUp('Other', amelEmail), '--password', password]);
  expect(taken).toMatchObject({ exit: 1, json: { code: 'account/email-taken' } });
  expect(await device('amel', ['approve', 'other@chu.tn'])).toMatchObject({ exit: 1, json: { code: 'auth/forbidden' } });
});

test("FILE-6 a file goes from one command line to another as it was, and takes no other one's place", async () => {
  const path = join(folder, 'compte rendu.pdf');
  const content = Uint8Array.from({ length: 1_500_000 }, (_, i) => (i * 7) & 0xff);
  writeFileSync(path, content);
  const sent = await succeed('amel', ['attach', path, '--conversation', conversation, '--text', 'CR']);
  expect(sent).toMatchObject({
    delivery: 'sent',
    files: [{ name: 'compte rendu.pdf', type: 'application/pdf', bytes: content.length }],
  });
  const out = join(folder, 'fetched');
  mkdirSync(out);
  writeFileSync(join(out, 'compte rendu.pdf'), 'autre');
  // Of `attach` and `fetch` it is an id.
  const message = String(sent.message);
  const fetched = await succeed('youssef', ['fetch', '--conversation', conversation, '--message', message, '--out', out]);
  const [written = ''] = (fetched as Printed & { readonly paths: readonly string[] }).paths;
  expect(new Uint8Array(readFileSync(written))).toEqual(content);
  expect(readFileSync(join(out, 'compte rendu.pdf'), 'utf8')).toBe('autre');
  const read = await runProcess(['read', '--conversation', conversation, ...common('youssef', [])]);
  expect(read.stdout).toContain('[compte rendu.pdf, 1500000 B]');
  expect(await device('amel', ['attach', join(folder, 'nothing'), '--conversation', conversation])).toMatchObject({
    exit: 2,
    json: { code: 'file/not-found' },
  });
});

test('text of a colleague does not drive the terminal', async () => {
  await succeed('amel', ['send', '--conversation', conversation, '--text', 'rouge \u001b[31m']);
  const args = ['read', '--conversation', conversation, '--url', server.url, '--profile', join(folder, 'youssef')];
  const { stdout } = await runProcess(args);
  expect(stdout).toContain('rouge');
  expect(stdout).not.toContain('\u001b');
});
