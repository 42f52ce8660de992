import { expect, test } from 'vitest';
import { afterOpening } from './after-opening.ts';

test('ENG-1 a command that comes while the session is being opened waits for it; afterwards none does, and order is kept', async () => {
  let opened = (): void => undefined;
  let opening: Promise<void> | undefined = new Promise<void>((done) => {
    opened = done;
  }).then(() => {
    opening = undefined;
  });
  let isOpen = false;
  const done: string[] = [];
  const api = afterOpening(
    {
      async say(word: string) {
        done.push(word);
        return isOpen;
      },
    },
    () => opening,
  );
  const early = [api.say('first'), api.say('second')];
  expect(done).toEqual([]);
  isOpen = true;
  opened();
  expect(await Promise.all(early)).toEqual([true, true]);
  expect(await api.say('third')).toBe(true);
  expect(done).toEqual(['first', 'second', 'third']);
});

test('ENG-1 an opening that fails holds no command back', async () => {
  const failing = Promise.reject<void>(new Error('no keys'));
  const api = afterOpening({ say: async () => 'not-ready' }, () => failing);
  expect(await api.say()).toBe('not-ready');
});
