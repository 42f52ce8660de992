/**
 * One value that this tab keeps over a reload and loses when it is closed (`sessionStorage`; no other tab and no other site reads it).
 * Where the browser refuses storage it lasts as long as the page.
 */
export interface TabMemory {
  read(): string | undefined;
  /** Undefined: forgotten. */
  write(value: string | undefined): void;
}

export function makeTabMemory(key: string): TabMemory {
  let held: string | undefined;
  return {
    read() {
      try {
        return sessionStorage.getItem(key) ?? held;
      } catch {
        return held; // refused storage: the self-test explains it
      }
    },
    write(value) {
      held = value;
      try {
        if (value === undefined) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, value);
      } catch {
        // It lasts until the page is closed.
      }
    },
  };
}
