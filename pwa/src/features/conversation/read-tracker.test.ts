import { expect, test } from 'vitest';
import { makeReadTracker } from './read-tracker.ts';

function set() {
  const world = { attention: true, tasks: [] as (() => void)[], marked: [] as (readonly string[])[] };
  const tracker = makeReadTracker<string>({
    hasAttention: () => world.attention,
    schedule: (_delayMs, task) => {
      world.tasks.push(task);
      return () => world.tasks.splice(world.tasks.indexOf(task), 1);
    },
    markRead: (shown) => world.marked.push(shown),
  });
  const pass = () => {
    for (const task of world.tasks.splice(0)) task();
  };
  return { world, tracker, pass };
}

test('messages on screen are told once, together, after a moment', () => {
  const { world, tracker, pass } = set();
  tracker.seen('a', true);
  tracker.seen('b', true);
  expect(world.marked).toEqual([]);
  pass();
  tracker.look();
  pass();
  expect(world.marked).toEqual([['a', 'b']]);
});

test('a message that left the screen before the moment was over is not told', () => {
  const { world, tracker, pass } = set();
  tracker.seen('a', true);
  tracker.seen('b', true);
  tracker.seen('b', false);
  pass();
  expect(world.marked).toEqual([['a']]);
});

test('without attention nothing is read; with it again, what is on screen is', () => {
  const { world, tracker, pass } = set();
  world.attention = false;
  tracker.seen('a', true);
  pass();
  expect(world.marked).toEqual([]);
  world.attention = true;
  tracker.look();
  pass();
  expect(world.marked).toEqual([['a']]);
});

test('an older message shown later is told by itself', () => {
  const { world, tracker, pass } = set();
  tracker.seen('b', true);
  pass();
  tracker.seen('a', true);
  pass();
  expect(world.marked).toEqual([['b'], ['a']]);
});
