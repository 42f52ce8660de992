/** Opening a long conversation on a device that has it: from the command to the first window, and what stays in memory. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SpaceId } from '@sanad/model/ids';
import { startDevice } from '../device.ts';
import { makeNodePlatform } from '../node-platform.ts';
import { openProfile } from '../profile.ts';
import { openIdleProfile, seedThread } from './long-thread.ts';
import type { OpenMeasured, OpenSettings } from './open-program.ts';
import { openProgram } from './places.ts';
import { atMost, median, type Row } from './report.ts';
import type { Ground } from './stage.ts';
import { must, within } from './waiting.ts';

/** As the app asks (pwa/src/features/conversation/Conversation.tsx). */
const window = 60;
const page = 100;
const pages = 5;
const weeks = 78;
const newestWeek = 2000;
const patienceMs = 120_000;
const maxOpenMs = 150;
/** Of what stays in memory: 100,000 messages against 2,000, the newest week being the same. */
const maxHeapRatio = 1.25;

/** Who talks with the owner in each of the conversations. */
export const openPeople = 4;

export async function measureOpen(ground: Ground): Promise<readonly Row[]> {
  const { longMessages, stormMessages, openRounds } = ground.options.sizes;
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-open-'));
  try {
    const [long, short, storm] = await seedProfile(ground, folder, [
      [newestWeek, ...spread(longMessages - newestWeek, weeks - 1)],
      [newestWeek],
      [stormMessages],
    ]);
    const [hers, peer, stormy] = await measureInTurns(folder, [long, short, storm], openRounds);
    return rowsOf(longMessages, stormMessages, hers, peer, stormy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const spread = (count: number, parts: number): readonly number[] =>
  Array.from({ length: parts }, (_, i) => Math.floor(((i + 1) * count) / parts) - Math.floor((i * count) / parts));

type Three<T> = readonly [T, T, T];

/** A device of the owner that talks with three colleagues, and is closed. */
async function seedProfile(
  { server, population, owner, say }: Ground,
  folder: string,
  shapes: Three<readonly number[]>,
): Promise<Three<SpaceId>> {
  const me = population.people[owner];
  const profile = must('profile', await openProfile(folder));
  const device = await startDevice(makeNodePlatform({ url: server.url, profile }));
  await device.waitFor(() => (device.state().phase === 'signed-out' ? true : undefined), patienceMs);
  must('sign-in', await device.engine.signIn(me?.email ?? '', me?.password ?? ''));
  must('recovery', await device.engine.recover(me?.identity.recoveryCode.join('-') ?? '', 'bench'));
  await device.waitFor(() => (device.people().length >= openPeople - 1 ? true : undefined), patienceMs);
  const talk = async (place: number): Promise<SpaceId> => {
    const user = population.people[place]?.identity.user;
    if (user === undefined) throw new Error('a colleague');
    const space = must('direct', await device.engine.openDirect(user));
    must('send', await device.engine.sendMessage(space, 'bonjour', 'normal'));
    return space;
  };
  const spaces: Three<SpaceId> = [await talk(owner + 1), await talk(owner + 2), await talk(owner + 3)];
  await device.engine.settled();
  await device.close();
  const idle = await openIdleProfile(profile);
  for (const [i, space] of spaces.entries()) {
    const [mine, theirs] = [me, population.people[owner + 1 + i]];
    if (mine === undefined || theirs === undefined) throw new Error('two people');
    const authors = [mine, theirs].map((one) => ({ device: one.device, keys: one.keys, user: one.identity.user }));
    const [first, second] = authors;
    if (first === undefined || second === undefined) throw new Error('two authors');
    await seedThread(idle, { space, weeks: shapes[i] ?? [] }, [first, second]);
    say(`  a conversation of ${(shapes[i] ?? []).reduce((sum, count) => sum + count, 0)} messages stands`);
  }
  await idle.documents.close();
  await profile.close();
  return spaces;
}

/** In turns, so that what else happens on the machine happens to all. */
async function measureInTurns(folder: string, spaces: Three<SpaceId>, rounds: number): Promise<Three<readonly OpenMeasured[]>> {
  const measured: Three<OpenMeasured[]> = [[], [], []];
  for (let round = 0; round < rounds; round++)
    for (const [i, space] of spaces.entries()) measured[i]?.push(await measureOnce({ folder, space, window, page, pages }));
  return measured;
}

function measureOnce(settings: OpenSettings): Promise<OpenMeasured> {
  const child = fork(openProgram, { stdio: 'inherit', execArgv: ['--expose-gc'] });
  let measured: OpenMeasured | undefined;
  const answer = new Promise<OpenMeasured>((done, fail) => {
    child.once('message', (message: OpenMeasured) => {
      measured = message;
    });
    child.once('error', fail);
    child.once('exit', (code) =>
      measured === undefined ? fail(new Error(`the device ended: ${String(code)}`)) : done(measured),
    );
    child.send(settings);
  });
  return within('a device', patienceMs, answer);
}

function rowsOf(
  longMessages: number,
  stormMessages: number,
  long: readonly OpenMeasured[],
  short: readonly OpenMeasured[],
  storm: readonly OpenMeasured[],
): readonly Row[] {
  const name = `conversation of ${longMessages.toLocaleString('en')} messages`;
  const cold = median(long.map(({ coldMs }) => coldMs));
  const warm = median(long.map(({ warmMs }) => warmMs));
  const heap = (of: readonly OpenMeasured[]): number => median(of.map(({ heapBytes }) => heapBytes)) / 2 ** 20;
  const least = (of: readonly OpenMeasured[]): string => Math.min(...of.map(({ coldMs }) => coldMs)).toFixed(0);
  return [
    {
      what: `${name}: open, engine just started`,
      unit: 'ms',
      value: cold,
      target: atMost(cold, maxOpenMs),
      note: `median of ${long.length} fresh processes, least ${least(long)} ms, ${median(long.map(({ processorMs }) => processorMs)).toFixed(0)} ms on a processor; the newest week has ${newestWeek.toLocaleString('en')}; with ${newestWeek.toLocaleString('en')} messages in all: ${median(short.map(({ coldMs }) => coldMs)).toFixed(0)} ms`,
    },
    {
      what: 'of it until its document is in memory',
      unit: 'ms',
      value: median(long.map(({ documentMs }) => documentMs)),
      note: 'what the first opening waits for where nothing is kept beside the document (ENG-5)',
    },
    { what: 'of it again, its document in memory', unit: 'ms', value: warm, target: atMost(warm, maxOpenMs) },
    {
      what: `of it ${page} older, a page`,
      unit: 'ms',
      value: median(long.flatMap(({ pageMs }) => pageMs)),
      note: `${pages} pages one after the other`,
    },
    {
      what: `${name}: memory that opening takes`,
      unit: 'MiB',
      value: heap(long),
      target: atMost(heap(long), maxHeapRatio * heap(short), `${maxHeapRatio} × ${newestWeek.toLocaleString('en')} messages`),
    },
    {
      what: `conversation with ${stormMessages.toLocaleString('en')} messages in its newest week: open`,
      unit: 'ms',
      value: median(storm.map(({ coldMs }) => coldMs)),
      note: `least ${least(storm)} ms; its document ${median(storm.map(({ documentMs }) => documentMs)).toFixed(0)} ms, again ${median(storm.map(({ warmMs }) => warmMs)).toFixed(0)} ms, a page older ${median(storm.flatMap(({ pageMs }) => pageMs)).toFixed(0)} ms, ${heap(storm).toFixed(1)} MiB`,
    },
  ];
}
