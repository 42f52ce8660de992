/** Over which relays media go, and whether over them alone (CALL-9): as the server says, never less hidden than an administrator signed (ORG-10). */
import * as v from 'valibot';
import { IceServers } from '../wire/call.ts';
import { policyOf } from '../wire/policy.ts';
import type { IceAnswer } from './api-calls.ts';
import type { EngineContext } from './context.ts';
import type { People } from './people.ts';

/** Nobody can be asked: no address is shown. */
export const noServers: IceAnswer = { servers: [], turnOnly: true, isAnswered: false };
/** Their credentials last longer (CALL-9). */
const heardForMs = 2 * 3_600_000;
/** ['turn-only']: what the server said last. */
const TurnOnlyRow = v.object({ turnOnly: v.boolean() });

export function makeIceServers(context: EngineContext, people: Pick<People, 'organisation'>): () => Promise<IceAnswer> {
  const { store, http, activity, deps } = context;
  const { clock } = deps;
  let last: { readonly servers: IceServers['servers']; readonly atMs: number } | undefined;

  /** Kept beyond this window: without an answer no address is shown that the server wanted hidden. */
  function readTurnOnly(): boolean {
    const row = v.safeParse(TurnOnlyRow, store.get(['turn-only']));
    return row.success && row.output.turnOnly;
  }
  async function noteTurnOnly(turnOnly: boolean): Promise<void> {
    if (turnOnly !== readTurnOnly()) await store.commit([{ key: ['turn-only'], value: { turnOnly } }]);
  }

  return async () => {
    const answered = await activity.track(http.get('/calls/ice', IceServers));
    if (answered.ok) {
      last = { servers: answered.value.servers, atMs: clock.nowMs() };
      await activity.track(noteTurnOnly(answered.value.turnOnly));
    }
    const isSigned = policyOf(people.organisation()).calls.turnOnly;
    return {
      // Its relays can be used on while it is away for a moment, or was asked too often.
      servers: last !== undefined && clock.nowMs() - last.atMs < heardForMs ? last.servers : [],
      turnOnly: isSigned || (answered.ok ? answered.value.turnOnly : readTurnOnly()),
      isAnswered: answered.ok,
    };
  };
}
