/** What a person asks for between the first screen and the end of loading is done when the session stands (ENG-1), in the order in which it was asked. */

type Method = (...args: never[]) => Promise<unknown>;

/** `opening`: undefined when nothing is being opened; then a command runs at once. */
export function afterOpening<T extends object>(commands: T, opening: () => Promise<void> | undefined): T {
  const waiting =
    (run: Method): Method =>
    async (...args) => {
      // One that fails is told elsewhere; without a session each command says so itself.
      await opening()?.catch(() => undefined);
      return run(...args);
    };
  return Object.fromEntries(Object.entries(commands).map(([name, run]) => [name, waiting(run as Method)])) as T;
}
