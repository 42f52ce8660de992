/** Work of one kind, a bounded number at a time: what comes later waits its turn, and nothing waits for all of it. */
export type Pool = <T>(task: () => Promise<T>) => Promise<T>;

export function makePool(limit: number): Pool {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running === limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // Who ends hands the place on; nobody else can take it in between.
      const next = waiting.shift();
      if (next === undefined) running--;
      else next();
    }
  };
}
