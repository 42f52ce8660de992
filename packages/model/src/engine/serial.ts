/** Runs tasks of one key one after another: the order of a log's pulls and pushes (SYNC-6). A task's failure does not stop the next. */
export type Serial = <T>(key: string, task: () => Promise<T>) => Promise<T>;

export function makeSerial(): Serial {
  const tails = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const before = tails.get(key) ?? Promise.resolve();
    const run = before.then(task, task);
    const tail = run.then(
      () => undefined,
      () => undefined,
    );
    tails.set(key, tail);
    void tail.then(() => {
      if (tails.get(key) === tail) tails.delete(key);
    });
    return run;
  };
}
