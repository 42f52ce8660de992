/** @vitest-environment node */
import { expect, test } from 'vitest';
import { readPageWords } from './page-words.ts';

const word = (str: string, hasEOL = false) => ({ str, hasEOL });

test('the words of a page, line by line; marks between them are none', async () => {
  const page = new ReadableStream({
    start: (controller) => {
      controller.enqueue({ items: [word('Lit 4'), { type: 'beginMarkedContent' }, word(' libre', true)] });
      controller.enqueue({ items: [word('Fin')] });
      controller.close();
    },
  });
  expect(await readPageWords(page)).toEqual({ text: 'Lit 4 libre\nFin', isCut: false });
});

test('a page that says more than can be listened to is cut, and not asked for the rest', async () => {
  let asked = 0;
  let isCancelled = false;
  const endless = new ReadableStream({
    pull: (controller) => {
      asked++;
      controller.enqueue({ items: Array.from({ length: 100 }, () => word('x'.repeat(10))) });
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  const { text, isCut } = await readPageWords(endless, 2_500);
  expect([text.length, isCut, isCancelled]).toEqual([2_500, true, true]);
  expect(asked).toBeLessThan(6);
});
