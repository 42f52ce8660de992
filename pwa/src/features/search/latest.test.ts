import { expect, test } from 'vitest';
import { makeLatest } from './latest.ts';

function setUp() {
  const tasks = new Set<() => void>();
  const asked: string[] = [];
  const shown: string[] = [];
  const failures: unknown[] = [];
  const answers = new Map<string, { readonly give: (text: string) => void; readonly fail: (cause: unknown) => void }>();
  const latest = makeLatest<string, string>({
    ask: (question) => {
      asked.push(question);
      return new Promise((give, fail) => answers.set(question, { give, fail }));
    },
    shown: (answer) => shown.push(answer),
    failed: (cause) => failures.push(cause),
    schedule: (_delayMs, task) => {
      tasks.add(task);
      return () => tasks.delete(task);
    },
  });
  const pause = () => {
    for (const task of tasks) {
      tasks.delete(task);
      task();
    }
  };
  const settle = () => new Promise<void>((done) => queueMicrotask(() => queueMicrotask(done)));
  return { latest, asked, shown, failures, answers, pause, settle };
}

test('letters that follow one another are asked once, after the pause', () => {
  const { latest, asked, pause } = setUp();
  for (const text of ['l', 'li', 'lit']) latest.ask(text, 150);
  expect(asked).toEqual([]);
  pause();
  expect(asked).toEqual(['lit']);
});

test('the newest answer wins; an older one that comes late is dropped', async () => {
  const { latest, shown, answers, pause, settle } = setUp();
  latest.ask('l', 0);
  pause();
  latest.ask('lit', 0);
  pause();
  answers.get('lit')?.give('of lit');
  await settle();
  answers.get('l')?.give('of l');
  await settle();
  expect(shown).toEqual(['of lit']);
});

test('an answer that comes while something newer is being typed is dropped too', async () => {
  const { latest, shown, answers, pause, settle } = setUp();
  latest.ask('l', 0);
  pause();
  latest.ask('li', 150);
  answers.get('l')?.give('of l');
  await settle();
  expect(shown).toEqual([]);
});

test('a failure is told for the newest question only, and nothing after the end', async () => {
  const { latest, shown, failures, answers, pause, settle } = setUp();
  latest.ask('l', 0);
  pause();
  latest.ask('li', 0);
  pause();
  answers.get('l')?.fail('old');
  answers.get('li')?.fail('new');
  await settle();
  expect(failures).toEqual(['new']);
  latest.ask('lit', 0);
  pause();
  latest.close();
  answers.get('lit')?.give('of lit');
  await settle();
  expect(shown).toEqual([]);
});
