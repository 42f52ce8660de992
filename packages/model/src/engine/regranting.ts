/**
 * When keys are given to whom somebody confirmed after a reset (RESET-6, RESET-9): soon after it was said, a space at a time, behind what
 * waits to be sent. The chains of others are followed a few at once: a whole ward may be given new identities in an hour.
 */
import type { UserId } from '../ids.ts';
import type { EngineContext } from './context.ts';
import { makeCoalescer } from './list-view.ts';
import type { People } from './people.ts';
import { makePool } from './pool.ts';
import type { Retries } from './retries.ts';
import type { Spaces } from './spaces.ts';

export interface Regranting {
  /** Somebody may have been confirmed. */
  poke(): void;
  /** A colleague's chain went on. */
  onChain(user: UserId): void;
  stop(): void;
}

export interface RegrantingParts {
  readonly context: EngineContext;
  readonly people: Pick<People, 'syncChain'>;
  readonly spaces: Pick<Spaces, 'regrant' | 'isRegrantDue'>;
  readonly retries: Pick<Retries, 'failed' | 'succeeded'>;
  readonly isReady: () => boolean;
  readonly work: (key: string, task: () => Promise<void>) => Promise<void>;
  readonly send: () => void;
}

export const regranting = 'regrant';
const settleMs = 200;
const parallelChains = 6;
const maxDelayMs = 2_000;

export function makeRegranting({ context, people, spaces, retries, isReady, work, send }: RegrantingParts): Regranting {
  const { deps, store } = context;
  const chains = makePool(parallelChains);
  const delays: (() => void)[] = [];
  const soon = makeCoalescer(
    (delayMs, task) => deps.clock.schedule(delayMs, task),
    settleMs,
    async () => {
      if (isReady() && spaces.isRegrantDue()) await work('send', regrant);
    },
  );

  async function regrant(): Promise<void> {
    const waiting = store.all('pending').length;
    const done = await spaces.regrant(() => store.all('pending').length > waiting);
    if (!done.ok) return retries.failed(regranting, done.error);
    retries.succeeded(regranting);
    if (done.value === 'done') return;
    // Somebody wrote something: it goes first.
    send();
    soon.poke();
  }

  async function follow(user: UserId): Promise<void> {
    const followed = await people.syncChain(user);
    if (!followed.ok || followed.value.resets === 0 || !spaces.isRegrantDue()) return;
    // A group that asks nobody: every member hears of it at once; who waits shortest writes the record.
    delays.push(deps.clock.schedule(deps.random() * maxDelayMs, soon.poke));
  }

  return {
    poke: soon.poke,
    onChain: (user) => void chains(() => work(`chain ${user}`, () => follow(user))),
    stop() {
      soon.stop();
      for (const cancel of delays.splice(0)) cancel();
    },
  };
}
