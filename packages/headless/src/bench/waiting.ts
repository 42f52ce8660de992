/** Small words about waiting and about failures that a benchmark cannot go on with. */
import type { Result } from '@sanad/model/result';

export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** A benchmark measures what works: any failure ends it, with its kind and nothing else. */
export function must<T>(what: string, result: Result<T, { readonly type: string }>): T {
  if (result.ok) return result.value;
  throw new Error(`${what}: ${JSON.stringify(result.error)}`);
}

/** Results in the order of `items`; at most `width` at once. */
export async function inParallel<T, R>(items: readonly T[], width: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}

export interface Signal {
  readonly promise: Promise<void>;
  readonly give: () => void;
  readonly fail: (reason: Error) => void;
}
export function makeSignal(): Signal {
  let give: () => void = () => undefined;
  let fail: (reason: Error) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    give = resolve;
    fail = reject;
  });
  return { promise, give, fail };
}

export async function within<T>(what: string, timeoutMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing after ${timeoutMs} ms`)), timeoutMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
