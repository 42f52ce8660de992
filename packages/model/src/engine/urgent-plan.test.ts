import { expect, test } from 'vitest';
import { type UserId, userIdFromBytes } from '../ids.ts';
import { planToShape, readPlan } from '../schema/urgent.ts';
import { defaultForm } from './api-urgent.ts';
import { copyOf } from './urgent-acts.ts';
import { planFor } from './urgent-plan.ts';

const user = (n: number): UserId => userIdFromBytes(new Uint8Array(16).fill(n));
const [me, amel, youssef, sami] = [user(1), user(2), user(3), user(4)];
const rules = { everyMs: 120_000, forMs: 1_200_000 };
const form = defaultForm({ deadlineMs: 360_000 });

test('URGENT-1, URGENT-3 where each must answer the plan says who each is; where one is enough it is whoever is in the conversation', () => {
  const members = [me, amel, youssef];
  expect(planFor({ ...form, need: 'each' }, me, members, rules).first).toEqual([amel, youssef]);
  expect(planFor({ ...form, need: 'each', first: [me, sami] }, me, members, rules).first).toEqual([sami]);
  expect(planFor(form, me, members, rules).first).toBeUndefined();
});

test('URGENT-5 a copy says whom the original asks, and can be read', () => {
  const plan = planFor(form, me, [me, amel, youssef], rules);
  expect(copyOf(plan, me, [me, amel, youssef])).toEqual({ ...plan, first: [amel, youssef], standBy: true });
  expect(copyOf({ ...plan, first: [sami] }, me, [me, amel]).first).toEqual([sami]);
  const alone = copyOf(plan, me, [me]);
  expect(readPlan(planToShape(alone))).toEqual(alone);
});
