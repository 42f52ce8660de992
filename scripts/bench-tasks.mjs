/**
 * The tasks of a page's main thread while something is done, by the clock and by the time that they had of the processor. The page is not alone on the
 * machine: its own raster threads, the engine's, the server and the database want the same cores, and a task that waits for one counts by the clock.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const longMs = 50;
const trace = ['toplevel', 'blink.user_timing'];

export async function watchTasks(browser, page) {
  await browser.startTracing(page, { categories: trace });
  await page.evaluate(() => {
    globalThis.longTasks = [];
    new PerformanceObserver((list) => globalThis.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({
      type: 'longtask',
    });
  });
  const byClock = new Map();
  return {
    /** What happened before is not looked at; nor is it after the end of another part. */
    begin: () =>
      page.evaluate(() => {
        globalThis.longTasks.splice(0);
        performance.mark('bench-begin');
      }),
    end: async (name) => {
      await sleep(700);
      byClock.set(
        name,
        await page.evaluate((part) => {
          performance.mark(`bench-end ${part}`);
          return globalThis.longTasks.splice(0);
        }, name),
      );
    },
    /** Of each part that ended: `…LongTasks`, `…LongestMs`, and both by processor time, `…LongCpuTasks`, `…LongestCpuMs`. */
    stop: async () => {
      const parts = partsOf(JSON.parse((await browser.stopTracing()).toString()).traceEvents);
      return Object.fromEntries(
        [...byClock].flatMap(([name, clock]) => {
          const processor = parts.get(name) ?? [Number.NaN];
          return [
            [`${name}LongTasks`, clock.length],
            [`${name}LongestMs`, Math.max(0, ...clock)],
            [`${name}LongCpuTasks`, processor.filter((ms) => ms > longMs).length],
            [`${name}LongestCpuMs`, Math.max(0, ...processor)],
          ];
        }),
      );
    },
  };
}

/** Processor time of each task, ms, by the part in which it began. */
function partsOf(events) {
  const isMark = ({ cat, name }) => cat === 'blink.user_timing' && name.startsWith('bench-');
  const marks = events.filter(isMark).sort((a, b) => a.ts - b.ts);
  const { pid, tid } = marks[0] ?? {};
  const tasks = events.filter(
    (event) => event.pid === pid && event.tid === tid && event.ph === 'X' && event.name === 'ThreadControllerImpl::RunTask',
  );
  const parts = new Map();
  let since = 0;
  for (const { name, ts } of marks) {
    const took = tasks.filter((task) => task.ts > since && task.ts < ts).map(({ tdur, dur }) => (tdur ?? dur) / 1000);
    // One without a time of the processor has its time by the clock. Where there are none nothing was measured: not a number meets no target.
    if (name !== 'bench-begin') parts.set(name.replace('bench-end ', ''), took.length === 0 ? [Number.NaN] : took);
    since = ts;
  }
  return parts;
}
