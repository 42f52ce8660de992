/** A fresh device with the recovery code and nothing else: everything that its owner was ever sent, pulled, verified and applied. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationRow } from '@sanad/model/engine/api';
import type { HttpDep } from '@sanad/model/engine/deps';
import { type Device, makeList, startDevice } from '../device.ts';
import { makeNodePlatform } from '../node-platform.ts';
import { openProfile } from '../profile.ts';
import type { Conversation } from './conversations.ts';
import { prepareStream } from './prepared.ts';
import type { Row } from './report.ts';
import { saturate } from './saturation.ts';
import type { Stage } from './stage.ts';
import { must } from './waiting.ts';

const patienceMs = 120_000;
const messagesEach = 100;

export async function measureCatchUp(stage: Stage, conversations: readonly Conversation[]): Promise<readonly Row[]> {
  const count = conversations.length * messagesEach;
  await saturate(stage.sockets, await prepareStream(conversations, stage.population.people).take(count));
  const { totalMs, pullMs } = await recover(stage, conversations.length);
  return [
    {
      what: `catch-up of ${count.toLocaleString('en')} messages in ${conversations.length} conversations, fresh device`,
      unit: 's',
      value: totalMs / 1000,
      note: 'from the recovery code to the last message: keys, chains, directory, grants, logs',
    },
    { what: 'of it: pull, verify, open, apply', unit: 's', value: pullMs / 1000 },
    { what: 'of it, rate', unit: 'messages/s', value: count / (pullMs / 1000) },
  ];
}

async function recover(
  { server, population, owner, say }: Stage,
  conversations: number,
): Promise<{ readonly totalMs: number; readonly pullMs: number }> {
  const person = population.people[owner];
  if (person === undefined) throw new Error('somebody owns the device');
  const folder = mkdtempSync(join(tmpdir(), 'sanad-bench-device-'));
  const profile = must('profile', await openProfile(folder));
  const pulls = { firstMs: Number.NaN };
  const platform = makeNodePlatform({ url: server.url, profile });
  const device = await startDevice({ ...platform, http: noteFirstPull(platform.http, pulls) });
  try {
    await untilPhase(device, 'signed-out');
    must('sign-in', await device.engine.signIn(person.email, person.password));
    const startedMs = performance.now();
    must('recovery', await device.engine.recover(person.identity.recoveryCode.join('-'), 'bench'));
    await untilAllThere(device, conversations);
    const endedMs = performance.now();
    say(`  caught up in ${((endedMs - startedMs) / 1000).toFixed(1)} s`);
    return { totalMs: endedMs - startedMs, pullMs: endedMs - pulls.firstMs };
  } finally {
    await device.close();
    await profile.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const noteFirstPull =
  (http: HttpDep, pulls: { firstMs: number }): HttpDep =>
  (request) => {
    if (request.path.startsWith('/api/v1/logs/') && Number.isNaN(pulls.firstMs)) pulls.firstMs = performance.now();
    return http(request);
  };

async function untilPhase(device: Device, phase: string): Promise<void> {
  const found = await device.waitFor(() => (device.state().phase === phase ? true : undefined), patienceMs);
  if (found === undefined) throw new Error(`the device is ${device.state().phase}`);
}

/** Half of each conversation is by the other member: unread here. */
async function untilAllThere(device: Device, conversations: number): Promise<void> {
  const list = makeList<ConversationRow, { readonly loading: boolean }>();
  const isThere = (): boolean => list.rows().filter(({ unread }) => unread >= messagesEach / 2).length >= conversations;
  await new Promise<void>((done, fail) => {
    const timer = setTimeout(() => fail(new Error(`${list.rows().length} conversations after ${patienceMs} ms`)), patienceMs);
    const stop = device.engine.onConversations((update) => {
      list.take(update);
      if (!isThere()) return;
      clearTimeout(timer);
      void stop.then((end) => end());
      done();
    });
  });
}
