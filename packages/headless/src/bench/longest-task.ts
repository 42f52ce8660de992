/**
 * The longest task of a page's main thread, measured by scripts/bench-tasks.mjs. The target is of processor time: by the clock a task is as long as the
 * other processes of the machine let it be. Both are printed.
 */
import type { Measured } from './page-script.ts';
import { atMost, type Row } from './report.ts';

const maxTaskMs = 50;

export function longestTask(measured: Measured, what: string, name: string): Row {
  const of = (part: string): number => measured[`${name}${part}`] ?? Number.NaN;
  const value = of('LongestCpuMs');
  return {
    what: `app: ${what}, 4 × slower: longest task, processor time`,
    unit: 'ms',
    value,
    target: atMost(value, maxTaskMs),
    note: `${of('LongCpuTasks')} above ${maxTaskMs} ms; by the clock ${of('LongTasks')}, the longest ${Math.round(of('LongestMs'))} ms`,
  };
}
