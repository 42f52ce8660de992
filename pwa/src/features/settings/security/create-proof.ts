/**
 * What changes the security of an account may be refused until she proved that it is her (AUTH-15): then the sheet asks, and what was
 * wanted is done.
 */
import type { CommandError } from '@sanad/model/engine/api';
import type { Result } from '@sanad/model/result';
import { createSignal } from 'solid-js';

export interface Proof {
  /** What waits for a proof. */
  readonly isAsked: () => boolean;
  /** `undefined`: she turned away from proving. */
  run<T>(send: () => Promise<Result<T, CommandError>>): Promise<Result<T, CommandError> | undefined>;
  /** From the sheet: she proved it, or turned away. */
  settle(isProven: boolean): void;
}

export function createProof(): Proof {
  const [waiting, setWaiting] = createSignal<(isProven: boolean) => void>();
  return {
    isAsked: () => waiting() !== undefined,
    async run(send) {
      const first = await send();
      if (first.ok || first.error.type !== 'refused' || first.error.code !== 'auth/proof') return first;
      const isProven = await new Promise<boolean>((resolve) => setWaiting(() => resolve));
      setWaiting(undefined);
      return isProven ? send() : undefined;
    },
    settle: (isProven) => waiting()?.(isProven),
  };
}
