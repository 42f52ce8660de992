/**
 * What the relay tells of alarms (ALARM-7, URGENT-4): rings, stages and ends are its word; an answer counts only when a device of hers signed
 * it. Kept as rows, so that the lane and the ladder are there without a network.
 */
import * as v from 'valibot';
import { verify } from '../crypto/primitives.ts';
import type { AlarmId } from '../ids.ts';
import { type AlarmAnswer, AlarmState, Alarms, answerInput } from '../wire/alarm.ts';
import { countField as count } from '../wire/fields.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { People } from './people.ts';
import { makeRowReader } from './row-codec.ts';
import type { StoreWrite } from './store.ts';
import { keptMs } from './urgent-facts.ts';

export interface KeptAlarms {
  get(alarm: AlarmId): AlarmState | undefined;
  all(): readonly AlarmState[];
  /** Live: what was known before. */
  receive(state: AlarmState): Promise<AlarmState | undefined>;
  /** After a connection: what changed since the newest that is known. */
  catchUp(): Promise<void>;
}

/** ['alarms-since']: `changedAtMs` of the newest that was told. */
const SinceRow = v.object({ changedAtMs: count });
/** Clocks of several processes of the server. */
const overlapMs = 60_000;
const maxPages = 50;

export function makeKeptAlarms(
  context: EngineContext,
  people: Pick<People, 'chainOf' | 'verifyKeyOf' | 'syncChain'>,
): KeptAlarms {
  const { store, http } = context;
  const read = makeRowReader(AlarmState, (state) => state);
  const get = (alarm: AlarmId): AlarmState | undefined => read(store.get(['alarm', alarm]));
  const all = (): readonly AlarmState[] => store.all('alarm').flatMap(({ value }) => read(value) ?? []);

  /** The devices of somebody who answered could not be asked for: her answer is looked at again. */
  let isUnsure = false;
  /** A relay that once told a time of next year must not be able to keep everything away until then. */
  const believable = (changedAtMs: number): number => {
    const nowMs = Math.floor(serverNowMs(context));
    return changedAtMs > nowMs + overlapMs ? nowMs : changedAtMs;
  };

  async function isSigned({ sig, ...said }: AlarmAnswer): Promise<boolean> {
    if (people.chainOf(said.user)?.devices.has(said.device) !== true) {
      const synced = await people.syncChain(said.user);
      if (!synced.ok && synced.error.type === 'offline') isUnsure = true;
    }
    const isHers = people.chainOf(said.user)?.devices.has(said.device) === true;
    const key = isHers ? await people.verifyKeyOf(said.device) : undefined;
    return key !== undefined && verify(key, sig, answerInput(said));
  }

  async function writeOf(state: AlarmState): Promise<readonly StoreWrite[]> {
    const signed = await Promise.all(state.answers.map(isSigned));
    // Asking for a chain takes time, and a newer state may have come meanwhile.
    const before = get(state.alarm);
    if (before !== undefined && believable(before.changedAtMs) > state.changedAtMs) return [];
    // What she said once is not unsaid by a relay that leaves it out, or tells an older word of hers again: the newest stays.
    const newest = new Map(before?.answers.map((said) => [said.user, said]));
    for (const [at, said] of state.answers.entries())
      if (said.alarm === state.alarm && signed[at] && said.atMs >= (newest.get(said.user)?.atMs ?? 0))
        newest.set(said.user, said);
    return [{ key: ['alarm', state.alarm], value: { ...state, answers: [...newest.values()] } }];
  }

  const stale = (): readonly StoreWrite[] =>
    all().flatMap(({ alarm, changedAtMs }) =>
      changedAtMs < serverNowMs(context) - keptMs ? [{ key: ['alarm', alarm], value: undefined }] : [],
    );

  return {
    get,
    all,
    async receive(state) {
      const before = get(state.alarm);
      await store.commit(await writeOf(state));
      return before;
    },
    async catchUp() {
      const since = v.safeParse(SinceRow, store.get(['alarms-since']));
      let sinceMs = since.success ? Math.max(0, believable(since.output.changedAtMs) - overlapMs) : 0;
      isUnsure = false;
      for (let page = 0; page < maxPages; page++) {
        const answer = await http.get(`/alarms?sinceMs=${sinceMs}`, Alarms);
        if (!answer.ok) return;
        const { alarms, more } = answer.value;
        const newest = Math.max(sinceMs, ...alarms.map(({ changedAtMs }) => changedAtMs));
        const writes = (await Promise.all(alarms.map(writeOf))).flat();
        const since: StoreWrite[] = isUnsure ? [] : [{ key: ['alarms-since'], value: { changedAtMs: newest } }];
        await store.commit([...stale(), ...writes, ...since]);
        if (!more || newest === sinceMs) return;
        sinceMs = newest;
      }
    },
  };
}
