import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPace } from './create-pace.ts';

let nowMs = 0;
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});
const frames = () => vi.advanceTimersByTimeAsync(500);

/** Each piece takes longer than all of them may. */
const slowly = (drawn: string[], name: string, pieces: number) => {
  let left = pieces;
  return () => {
    drawn.push(name);
    nowMs += 100;
    return --left > 0;
  };
};

test('a piece at a time where a piece takes long, whoever began first until nothing of it is left', async () => {
  const drawn: string[] = [];
  await createRoot(async (end) => {
    const [one, other] = [createPace('events'), createPace('names')];
    one.run(slowly(drawn, 'a', 3));
    other.run(slowly(drawn, 'b', 2));
    expect(drawn).toEqual([]);
    await frames();
    end();
  });
  expect(drawn).toEqual(['a', 'a', 'a', 'b', 'b']);
});

test('what is later waits for all others', async () => {
  const drawn: string[] = [];
  await createRoot(async (end) => {
    const [list, month] = [createPace('list'), createPace('month')];
    list.run(slowly(drawn, 'list', 2));
    month.run(slowly(drawn, 'month', 2));
    await frames();
    end();
  });
  expect(drawn).toEqual(['month', 'month', 'list', 'list']);
});

test('what was begun before is given up, and what has gone draws no more', async () => {
  const drawn: string[] = [];
  await createRoot(async (end) => {
    const pace = createPace('month');
    pace.run(slowly(drawn, 'old', 9));
    pace.run(slowly(drawn, 'new', 9));
    await vi.advanceTimersToNextTimerAsync();
    end();
    await frames();
  });
  expect(drawn).toEqual(['new']);
});

test('one that fails keeps the others from nothing', async () => {
  const drawn: string[] = [];
  const failed = vi.fn();
  await createRoot(async (end) => {
    const [bad, good] = [createPace('month'), createPace('month')];
    bad.run(() => {
      throw new Error('row');
    });
    good.run(slowly(drawn, 'good', 2));
    await frames().catch(failed);
    await frames();
    end();
  });
  expect(failed).toHaveBeenCalled();
  expect(drawn).toEqual(['good', 'good']);
});

test('a device learns for each kind by itself how much it draws between two frames', async () => {
  const perFrame: number[] = [];
  await createRoot(async (end) => {
    const lines = createPace('list');
    const cells = createPace('month');
    // Frames that show lines take no time: more and more of them are drawn at once.
    const draw = (pieces: number) => {
      let left = pieces;
      return () => {
        nowMs += 1;
        perFrame[perFrame.length - 1] = (perFrame.at(-1) ?? 0) + 1;
        return --left > 0;
      };
    };
    vi.spyOn(globalThis, 'requestAnimationFrame').mockImplementation((frame) => {
      perFrame.push(0);
      return Number(setTimeout(() => frame(nowMs)));
    });
    perFrame.push(0);
    lines.run(draw(100));
    await frames();
    expect(Math.max(...perFrame)).toBeGreaterThan(6);
    perFrame.splice(0, perFrame.length, 0);
    cells.run(draw(20));
    await frames();
    expect(perFrame[0]).toBeLessThan(4);
    end();
  });
});
