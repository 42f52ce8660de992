/**
 * The power goes after each write of a device, one after the other: whatever was said to a person before is there afterwards, once, and nothing
 * that arrived is taken for known (SYNC-7, SYNC-19).
 */
import { beforeAll, expect, test } from 'vitest';
import { loadAutomerge } from '../../test/support/automerge.ts';
import {
  type Conversation,
  makeConversation,
  makeStorage,
  nowMs,
  openDevice,
  type Profile,
} from '../../test/support/conversation.ts';
import { makeRows } from '../../test/support/engine.ts';
import { sayIn } from '../../test/support/say.ts';
import { ok } from '../result.ts';
import { parseMessage } from '../schema/message.ts';
import { isoWeek } from '../schema/segment.ts';

beforeAll(loadAutomerge);

interface Power {
  readonly profile: Profile;
  readonly isOut: () => boolean;
}

/** The first `until` writes reach the disk; then the line is dead as well, and the device does not know. */
function withPower({ relay }: Conversation, profile: Profile, until: number): Power {
  let writes = 0;
  const isOut = (): boolean => writes > until;
  const reaches = (): boolean => {
    writes++;
    if (isOut()) relay.isUp = false;
    return !isOut();
  };
  const { rows, storage } = profile;
  return {
    profile: {
      ...profile,
      rows: { ...rows, write: async (batch) => (reaches() ? rows.write(batch) : ok(undefined)) },
      storage: {
        ...storage,
        save: async (key, data) => (reaches() ? storage.save(key, data) : undefined),
        remove: async (key) => (reaches() ? storage.remove(key) : undefined),
        removeRange: async (key) => (reaches() ? storage.removeRange(key) : undefined),
      },
    },
    isOut,
  };
}

/** What a new device of hers reads, in no order. */
async function textsOnRelay(of: Conversation): Promise<readonly string[]> {
  const device = await openDevice(of, { ...of.tablet, rows: makeRows(), storage: makeStorage() });
  const log = await of.logId(isoWeek(nowMs));
  expect((await device.logSync.pull(of.space, log)).ok).toBe(true);
  const texts = Object.values((await device.documents.open(log)).entries()).flatMap((value) => {
    const message = parseMessage(value);
    return message.ok ? [message.value.text] : [];
  });
  await device.close();
  return texts.sort();
}

/** He reads two messages, answers, and reads a third one; afterwards he `begins` with reading or with sending. Whether the power went. */
async function cutAfter(until: number, begins: 'pull' | 'flush'): Promise<Power> {
  const of = await makeConversation();
  const log = await of.logId(isoWeek(nowMs));
  const amel = await openDevice(of, of.amel);
  await sayIn(of, amel, 'lit 4', 'lit 5');
  const power = withPower(of, of.youssef, until);
  const before = await openDevice(of, power.profile);
  await before.logSync.pull(of.space, log);
  const answered = await before.outbox.send(of.space, 'je monte', 'normal');
  const isPromised = answered.ok && !power.isOut();
  await before.flush();
  const isUp = of.relay.isUp;
  of.relay.isUp = true;
  await sayIn(of, amel, 'merci');
  of.relay.isUp = isUp;
  await before.logSync.pull(of.space, log);
  await before.close();

  of.relay.isUp = true;
  const after = await openDevice(of, of.youssef);
  const done = { ok: true, value: undefined };
  if (begins === 'flush') expect(await after.flush(), `flush after write ${until}`).toEqual(done);
  for (let i = 0; i < 2; i++) {
    expect(await after.logSync.pull(of.space, log), `pull after write ${until}`).toEqual(done);
    expect(await after.flush(), `flush after write ${until}`).toEqual(done);
  }
  const { unread } = after.summaries.get(of.space);
  expect(unread.length, `unread after write ${until}`).toBe(3);
  const written = await textsOnRelay(of);
  const isSent = written.includes('je monte');
  expect(isSent || !isPromised, `the answer after write ${until}`).toBe(true);
  expect(written, `messages after write ${until}`).toEqual([...(isSent ? ['je monte'] : []), 'lit 4', 'lit 5', 'merci']);
  expect((await after.entries(log)).length).toBe(written.length);
  await after.close();
  await amel.close();
  return power;
}

test.each(['pull', 'flush'] as const)(
  'SYNC-7, SYNC-19 a power cut after any write loses nothing, doubles nothing, and leaves nothing unnoticed; next comes a %s',
  async (begins) => {
    for (let until = 0, isWhole = false; !isWhole; until++) isWhole = !(await cutAfter(until, begins)).isOut();
  },
  120_000,
);
