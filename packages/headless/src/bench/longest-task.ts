/**
 * The longest task of a page's main thread, measured by scripts/bench-tasks.mjs. The target is of processor time: by the clock a task is as long as the
 * other processes of the machine let it be. Both are printed.
 */
import { atMost, type Row } from './report.ts';

const mostMs = 50;

export function longestTask(measured: Readonly<Record<string, number>>, what: string, name: string): Row {
  const of = (part: string): number => measured[`${name}${part}`] ?? Number.NaN;
  const value = of('LongestCpuMs');
  return {
    what: `app: ${what}, 4 × slower: longest task, processor time`,
    unit: 'ms',
    value,
    target: atMost(value, mostMs),
    note: `${of('LongCpuTasks')} above ${mostMs} ms; by the clock ${of('LongTasks')}, the longest ${Math.round(of('LongestMs'))} ms`,
  };
}
