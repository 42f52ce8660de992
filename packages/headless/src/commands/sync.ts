/** Exchanges everything that there is, both ways, and ends: connected, level, nothing waiting, nothing moving. */
import { err, ok } from '@sanad/model/result';
import type { Run } from '../command-context.ts';
import { levelled, pause, untilQuiet, untilReady } from '../open-device.ts';
import { type Failure, fail, failure } from '../report.ts';
import { readConversations } from './conversations.ts';

const retryMs = 1000;

export const sync: Run<'sync'> = async ({ open, timeoutMs }) => {
  const ready = await untilReady(open);
  if (!ready.ok) return ready;
  const endMs = performance.now() + timeoutMs;
  const leftMs = (): number => Math.max(0, endMs - performance.now());
  let last: Failure;
  do {
    open.traffic.forget();
    const level = await levelled(open, leftMs(), true);
    if (!level.ok) return level;
    const isQuiet = await untilQuiet(open, leftMs());
    if (open.wasFull()) return fail('storage/full');
    const { connectivity, waiting = 0, stopped = [] } = open.device.sync() ?? {};
    const isLevel = isQuiet && connectivity === 'online' && open.traffic.failures() === 0;
    if (isLevel && stopped.length > 0)
      return err(failure('conversation/stopped', `${stopped[0]?.conversation}: ${stopped[0]?.reason}`));
    if (isLevel && waiting === 0) {
      const unread = (await readConversations(open.device)).reduce((total, row) => total + row.unread, 0);
      return ok({ json: { command: 'sync', ok: true, waiting, unread }, lines: [`level with the server; ${unread} unread`] });
    }
    last = failure(isLevel ? 'sync/waiting' : 'sync/unfinished');
    await pause(Math.min(retryMs, leftMs()));
    // A request failed on the way (the database was away): only a new connection brings everything level again.
    if (open.traffic.failures() > 0) open.traffic.hangUp();
  } while (leftMs() > 0);
  return err(last);
};
