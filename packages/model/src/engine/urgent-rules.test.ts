/** What the hospital decided about urgent messages, as a device goes by it (ORG-10). */
import { beforeEach, expect, test } from 'vitest';
import { makeUser } from '../../test/support/signed-chains.ts';
import type { MessageId, SpaceId } from '../ids.ts';
import { ok } from '../result.ts';
import type { MessageDetails } from '../schema/message.ts';
import type { Priority } from '../schema/message-values.ts';
import { defaultPolicy, type Policy } from '../wire/policy.ts';
import type { Profession } from '../wire/profession.ts';
import { defaultForm } from './api-urgent.ts';
import { makeCommands } from './commands.ts';
import type { Session } from './session.ts';
import { rulesOf } from './urgent-commands.ts';

const minuteMs = 60_000;
const [me, youssef] = [await makeUser('Amel'), await makeUser('Youssef')];
const space = '0a'.repeat(16) as SpaceId;
const id = '0b'.repeat(12) as MessageId;
const doctors: Policy = {
  ...defaultPolicy,
  urgent: { by: ['doctor'], everyMs: 3 * minuteMs, forMs: 15 * minuteMs, deadlineMs: 4 * minuteMs },
};

let policy: Policy | undefined;
let profession: Profession | undefined;
/** What the outbox was asked for. */
let asked: readonly (readonly [string, Priority, MessageDetails['urgent']?])[];
let waiting: readonly { readonly id: MessageId; readonly priority: Priority }[];
beforeEach(() => {
  policy = undefined;
  profession = 'nurse';
  asked = [];
  waiting = [];
});

const session = {
  identity: { user: me },
  people: { organisation: () => ({ policy }), person: () => profession && { profession } },
  spaces: { get: () => ({ kind: 'direct', members: [], peer: youssef }) },
  groupViews: { refusal: () => undefined },
  identities: { unacceptedIn: () => [] },
  noteSent: () => undefined,
  outbox: {
    pending: () => waiting,
    async send(_space: SpaceId, text: string, priority: Priority, { urgent }: MessageDetails = {}) {
      asked = [...asked, urgent === undefined ? [text, priority] : [text, priority, urgent]];
      return ok(id);
    },
    async edit(_space: SpaceId, _id: MessageId, text: string, priority: Priority) {
      asked = [...asked, [text, priority]];
      return ok(undefined);
    },
    async leaveLate() {
      asked = [...asked, ['late', 'urgent']];
      return ok(undefined);
    },
  },
} as unknown as Session;
const commands = makeCommands(
  () => session,
  () => undefined,
);
const refused = { ok: false, error: { type: 'urgent-not-allowed' } };
const rules = () => rulesOf(session);

test('ORG-10 without a word of the administration everybody may, every 2 minutes for 20, answered within 6', async () => {
  expect(rules()).toEqual({ ...defaultPolicy.urgent, allowed: true });
  await commands.sendMessage(space, 'lit 12', 'urgent');
  expect(asked[0]?.[2]).toMatchObject({ everyMs: 2 * minuteMs, forMs: 20 * minuteMs, stages: [] });
});

test('ORG-10 a plan has the times of the newest policy, and the form begins with its deadline', async () => {
  [policy, profession] = [doctors, 'doctor'];
  expect(rules()).toEqual({ ...doctors.urgent, allowed: true });
  await commands.sendUrgent(space, 'lit 12', { ...defaultForm(rules()), escalateTo: [youssef] });
  expect(asked[0]?.[2]).toMatchObject({
    everyMs: 3 * minuteMs,
    forMs: 15 * minuteMs,
    stages: [{ afterMs: 4 * minuteMs, users: [youssef] }],
  });
});

test('ORG-10 whose profession is not named sends nothing urgent, nor makes what waits urgent; the rest leaves', async () => {
  policy = doctors;
  waiting = [{ id, priority: 'medium' }];
  expect(rules()).toMatchObject({ by: ['doctor'], allowed: false });
  expect(await commands.sendUrgent(space, 'lit 12', defaultForm(rules()))).toEqual(refused);
  expect(await commands.sendMessage(space, 'lit 12', 'urgent')).toEqual(refused);
  expect(await commands.editWaiting(space, id, 'lit 12', 'urgent')).toEqual(refused);
  expect(asked).toEqual([]);
  expect((await commands.sendMessage(space, 'lit 12', 'medium')).ok).toBe(true);
  expect(asked).toEqual([['lit 12', 'medium']]);
});

test('ORG-10 what waited as urgent before the policy changed is changed in its words, and leaves, as it was written', async () => {
  policy = doctors;
  waiting = [{ id, priority: 'urgent' }];
  expect((await commands.editWaiting(space, id, 'lit 12, vite', 'urgent')).ok).toBe(true);
  expect((await commands.sendExpired(space, id)).ok).toBe(true);
  expect(asked).toEqual([
    ['lit 12, vite', 'urgent'],
    ['late', 'urgent'],
  ]);
});

test('ORG-10 a device that does not know her profession yet lets her call for help', () => {
  [policy, profession] = [doctors, undefined];
  expect(rules().allowed).toBe(true);
});
