import { expect, test } from 'vitest';
import { sha256 } from '../crypto/primitives.ts';
import { err, ok, type Result } from '../result.ts';
import { type AuditHead, auditBody, auditDigestInput, auditHashInput, maxAuditHashes } from '../wire/audit.ts';
import { zeroHash } from '../wire/fields.ts';
import { doLinesFit, isContinued, makeAuditWatch } from './audit-watch.ts';
import type { EngineContext } from './context.ts';
import type { HttpClient, RequestError } from './http-client.ts';

interface Line {
  readonly n: number;
  readonly body: string;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
}
async function makeLog(count: number, from: readonly Line[] = [], salt = '0'): Promise<readonly Line[]> {
  const lines = [...from];
  while (lines.length < count) {
    const n = lines.length + 1;
    const body = auditBody({
      n,
      atMs: n,
      actor: undefined,
      act: 'sign-out',
      subject: undefined,
      facts: {},
      salt: salt.repeat(32),
    });
    const prev = lines.at(-1)?.hash ?? zeroHash;
    lines.push({ n, body, prev, hash: await sha256(auditHashInput(prev, await sha256(auditDigestInput(body)))) });
  }
  return lines;
}
const headOf = (log: readonly Line[]): AuditHead => ({ n: log.length, hash: log.at(-1)?.hash ?? zeroHash });

/** A server that shows this log, and counts what it is asked for. */
function serve(log: () => readonly Line[]) {
  const asked: string[] = [];
  const http: Pick<HttpClient, 'get'> = {
    async get(path: string): Promise<Result<never, RequestError>> {
      asked.push(path);
      if (path === '/audit/head') return ok(headOf(log())) as never;
      const [, from = 0, to = 0] = /from=(\d+)&to=(\d+)/.exec(path)?.map(Number) ?? [];
      const lines = log().slice(from - 1, Math.min(to, from - 1 + maxAuditHashes));
      if (lines[0] === undefined) return err({ type: 'refused', code: 'request/not-found', body: undefined });
      const digests = await Promise.all(lines.map(({ body }) => sha256(auditDigestInput(body))));
      return ok({ prev: lines[0].prev, digests }) as never;
    },
  };
  return { http, asked };
}

function makeDevice(log: () => readonly Line[]) {
  const server = serve(log);
  const rows = new Map<string, unknown>();
  const noted: boolean[] = [];
  const clock = { nowMs: 1_000_000 };
  const context = {
    http: { ...server.http, clockOffsetMs: () => 0 },
    deps: { clock: { nowMs: () => clock.nowMs } },
    identity: {},
    store: {
      get: (key: readonly string[]) => rows.get(key.join()),
      commit: async (writes: readonly { key: readonly string[]; value: unknown }[]) => {
        for (const { key, value } of writes) rows.set(key.join(), value);
        return ok(undefined);
      },
    },
  } as unknown as EngineContext;
  const watch = makeAuditWatch(
    context,
    { note: async (_kind, _user, isFault) => void noted.push(isFault) },
    { organisation: () => undefined },
  );
  return { watch, noted, clock, asked: server.asked };
}

test('AUDIT-10 a log that goes on fits; what was changed, cut off or written anew behind the head that was seen is a fault, and stays one', async () => {
  const first = await makeLog(6);
  let log = first;
  const { watch, noted } = makeDevice(() => log);
  expect(await watch.look()).toEqual(ok(true));
  log = await makeLog(20, first);
  expect(await watch.look()).toEqual(ok(true));
  expect(watch.head()).toMatchObject(headOf(log));
  const whole = log;

  log = whole.slice(0, 17); // the tail is cut off
  expect(await watch.look()).toEqual(ok(false));
  log = await makeLog(30, whole.slice(0, 12), '1'); // and written anew, longer than before
  expect(await watch.look()).toEqual(ok(false));
  log = await makeLog(20, whole.slice(0, 19), '1'); // of the same length
  expect(await watch.look()).toEqual(ok(false));
  expect(watch.head()).toMatchObject(headOf(whole));
  expect(noted).toEqual([false, false, true, true, true]);

  log = await makeLog(22, whole); // the truth again
  expect(await watch.look()).toEqual(ok(true));
  expect(noted.at(-1)).toBe(false);
});

test('AUDIT-10 a run that does not lead from one head to the other is not believed, nor a server that shows none', async () => {
  const log = await makeLog(10);
  const { http } = serve(() => log);
  expect(await isContinued(http, headOf(log.slice(0, 4)), headOf(log), 5)).toEqual(ok(true));
  expect(await isContinued(http, headOf(log.slice(0, 4)), { n: 10, hash: zeroHash }, 5)).toEqual(ok(false));
  expect(await isContinued(http, headOf(log.slice(0, 4)), { n: 14, hash: zeroHash }, 5)).toEqual(ok(false));
  expect(await isContinued(http, { n: 4, hash: zeroHash }, headOf(log), 5)).toEqual(ok(false));
});

test('AUDIT-11 who was away for long asks for one entry only, and still sees that hers was changed', async () => {
  const log = await makeLog(12);
  const { http, asked } = serve(() => log);
  const before = headOf(log.slice(0, 5));
  expect(await isContinued(http, before, headOf(log), 0)).toEqual(ok(true));
  expect(await isContinued(http, { ...before, hash: zeroHash }, headOf(log), 0)).toEqual(ok(false));
  expect(asked).toEqual(['/audit/hashes?from=5&to=5', '/audit/hashes?from=5&to=5']);
});

test('AUDIT-11 a connection asks not more than once in an hour', async () => {
  const log = await makeLog(3);
  const { watch, asked, clock } = makeDevice(() => log);
  await watch.connected();
  await watch.connected();
  expect(asked).toEqual(['/audit/head']);
  clock.nowMs += 3_600_000;
  await watch.connected();
  expect(asked).toHaveLength(2);
});

test('AUDIT-8 of my own entries each is what its hash says, and stands in the chain', async () => {
  const log = await makeLog(9);
  const { http } = serve(() => log);
  const mine = log.filter(({ n }) => n % 2 === 0);
  expect(await doLinesFit(http, mine, headOf(log))).toEqual(ok(true));
  const [one, ...rest] = mine;
  if (one === undefined) throw new Error('no line');
  expect(await doLinesFit(http, [{ ...one, body: one.body.replace('sign-out', 'sign-in.ok') }, ...rest], headOf(log))).toEqual(
    ok(false),
  );
  const other = await makeLog(9, log.slice(0, 5), '1');
  expect(
    await doLinesFit(
      http,
      other.filter(({ n }) => n === 6 || n === 2),
      headOf(log),
    ),
  ).toEqual(ok(false));
  expect(await doLinesFit(http, [], headOf(log))).toEqual(ok(true));
});
