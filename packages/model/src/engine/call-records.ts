/**
 * What is told of a call once it is over (CALL-11): one message of the caller's device, in the conversation of the two. A row is kept from the
 * first ring on, so that a device that went down tells it when it is back; the message and the end of the row are one commit, and it is told once.
 */
import * as v from 'valibot';
import { isOver } from '../call/call-change.ts';
import type { Call, CallState, EndReason } from '../call/call-state.ts';
import { randomBytes } from '../crypto/primitives.ts';
import { messageIdFromBytes } from '../ids.ts';
import { type CallOutcome, type CallRecord, maxCallMs } from '../schema/call-record-values.ts';
import { correctedNowMs, type EngineContext } from './context.ts';
import type { Outbox } from './outbox.ts';
import { OwnCallRow } from './records.ts';

export interface CallRecords {
  /** After each transition of this window. */
  follow(before: CallState, after: CallState): void;
  /** This window is in its call still. */
  alive(): void;
  /** Calls that this window is not in and that were not told. */
  left(): readonly OwnCallRow[];
  /** Whoever was in it is gone: it is told as far as it is known. */
  tellLeft(row: OwnCallRow): void;
}

/** How exact the length of a call is whose device went down. */
const aliveEveryMs = 30_000;

export function makeCallRecords(context: EngineContext, outbox: Pick<Outbox, 'tellOfCall'>): CallRecords {
  const { store, activity } = context;
  const nowMs = (): number => Math.max(0, Math.floor(correctedNowMs(context)));
  let own: OwnCallRow | undefined;
  let written: Promise<unknown> = Promise.resolve();
  /** One after the other: an end must not overtake its beginning. */
  const queue = (task: () => Promise<unknown>): void => {
    written = activity.track(written.then(task, task));
  };

  function keep(row: OwnCallRow): void {
    own = row;
    queue(() => store.commit([{ key: ['call', row.call], value: row }]));
  }
  function forget({ call }: OwnCallRow): void {
    queue(() => store.commit([{ key: ['call', call], value: undefined }]));
  }
  function tell(row: OwnCallRow, outcome: CallOutcome, endedAtMs: number): void {
    const { call, video, startedAtMs, connectedAtMs } = row;
    const durationMs = connectedAtMs === undefined ? 0 : Math.min(maxCallMs, Math.max(0, endedAtMs - connectedAtMs));
    const record: CallRecord = { call, outcome, video, startedAtMs, durationMs };
    const end = { key: ['call', call], value: undefined } as const;
    queue(async () => {
      // Another window told it meanwhile.
      if (store.get(['call', call]) === undefined) return;
      await outbox.tellOfCall(row, record, [end]);
    });
  }

  return {
    follow(before, after) {
      const call = ownCall(after);
      // CALL-6: it gave way to the other's call, and its caller tells of that one.
      if (own !== undefined && own.call !== call?.call) {
        if (!isOver(before)) forget(own);
        own = undefined;
      }
      if (call === undefined) return;
      if (after.phase === 'ended') {
        const row = own;
        own = undefined;
        if (row !== undefined) tell(row, outcomeOf(after.reason, after.connectedAtMs !== undefined), nowMs());
        return;
      }
      const isNew = own === undefined;
      if (own === undefined) own = rowOf(call, nowMs());
      const isConnected = 'line' in after && after.line.connectedAtMs !== undefined;
      if (isConnected && own.connectedAtMs === undefined) keep({ ...own, connectedAtMs: nowMs(), aliveAtMs: nowMs() });
      else if (isNew) keep(own);
    },
    alive() {
      if (own !== undefined && nowMs() - own.aliveAtMs >= aliveEveryMs) keep({ ...own, aliveAtMs: nowMs() });
    },
    left: () =>
      store.all('call').flatMap(({ value }) => {
        const row = v.safeParse(OwnCallRow, value);
        return row.success && row.output.call !== own?.call ? [row.output] : [];
      }),
    tellLeft: (row) => tell(row, row.connectedAtMs === undefined ? 'cancelled' : 'talked', row.aliveAtMs),
  };
}

/** The call is told by whoever made it. */
const ownCall = (state: CallState): Call | undefined => (state.phase !== 'idle' && state.call.isCaller ? state.call : undefined);

const rowOf = ({ call, space, video }: Call, nowMs: number): OwnCallRow => ({
  call,
  message: messageIdFromBytes(randomBytes(12)),
  space,
  video,
  startedAtMs: nowMs,
  aliveAtMs: nowMs,
});

/** As the caller's device saw it end. */
function outcomeOf(reason: EndReason, wasConnected: boolean): CallOutcome {
  if (wasConnected) return 'talked';
  if (reason === 'declined' || reason === 'busy' || reason === 'unanswered' || reason === 'cancelled') return reason;
  // It rang there until the microphone was refused here.
  return reason === 'no-microphone' ? 'cancelled' : 'failed';
}
