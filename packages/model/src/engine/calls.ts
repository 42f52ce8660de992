/**
 * Calls of this window (CALL-1 … CALL-7, CALL-14): carries out what the machine of `call` decides. Every window has its own machine (call-windows.ts).
 */

import * as v from 'valibot';
import { isOver } from '../call/call-change.ts';
import { makeCallMachine, mayTalkElsewhere, nextDueMs, stepCall } from '../call/call-machine.ts';
import type { CallEffect, CallEvent, CallMachine, CallState, MediaEvent } from '../call/call-state.ts';
import { parseSignal, signalToPositions } from '../call/signal.ts';
import { randomBytes } from '../crypto/primitives.ts';
import { type CallId, callIdFromBytes, type DeviceId, isCallId, type SpaceId, type UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { Empty } from '../wire/http.ts';
import type { CommandError } from './api.ts';
import type { CallRow, CallUpdate, IceAnswer } from './api-calls.ts';
import { makeCallRecords } from './call-records.ts';
import { makeCallWindows } from './call-windows.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { Ephemerals } from './ephemerals.ts';
import { makeIceServers } from './ice-servers.ts';
import { makeListeners } from './listeners.ts';
import type { Outbox } from './outbox.ts';
import type { People } from './people.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { UnheardCounts } from './unheard.ts';

export interface Calls {
  on(listener: (update: CallUpdate) => void): () => void;
  start(space: SpaceId, video: boolean): Result<void, CommandError>;
  /** What the person does with the call there is. */
  act(event: Extract<CallEvent, { readonly type: 'answer' | 'decline' | 'hang-up' | 'dismiss' }>): void;
  media(event: MediaEvent): void;
  iceServers(): Promise<IceAnswer>;
  /** EPH-6 */
  unheard(): UnheardCounts;
  networkChanged(): void;
  /** GROUPCALL-6: nobody talks here, nor in another window of this device. */
  mayTalkElsewhere(): boolean;
  /** This window is in a call of a group, or no longer. */
  setBusy(isBusy: boolean): void;
  /** From another tab of this profile; what is none of its messages is left alone. */
  tab(message: unknown): void;
  /** Hangs up, now: the page hears it as long as it listens. */
  leave(): void;
  close(): Promise<void>;
}
export interface CallsParts {
  readonly context: EngineContext;
  readonly spaces: Pick<Spaces, 'get' | 'ensureWritable'>;
  readonly people: Pick<People, 'chainOf' | 'organisation'>;
  readonly outbox: Pick<Outbox, 'tellOfCall'>;
  readonly ephemerals: Ephemerals;
  readonly onStoreChange: (listener: (tables: ReadonlySet<string>) => void) => () => void;
  readonly isLeader: () => boolean;
  /** TRUST-4: whoever would be talked to has an identity that was not accepted. */
  readonly isUnaccepted: (space: SpaceView) => boolean;
}

const TabMessage = v.variant('type', [
  v.object({ type: v.literal('call-taken'), call: v.custom<CallId>(isCallId), isDeclined: v.boolean() }),
  v.object({ type: v.literal('call-here'), isHere: v.boolean() }),
]);
type TabMessage = v.InferOutput<typeof TabMessage>;

/** A window in a call says so; one that died says nothing more. */
const hereEveryMs = 5_000;
const hereForMs = 12_000;

export function makeCalls(parts: CallsParts): Calls {
  const { context, spaces, people, ephemerals, isLeader, isUnaccepted } = parts;
  const { deps, http, identity, activity } = context;
  const { clock, tabs } = deps;
  const records = makeCallRecords(context, parts.outbox);
  const { on, tell } = makeListeners<CallUpdate>();
  let machine: CallMachine = makeCallMachine(identity.user, identity.device);
  let cancelTick: (() => void) | undefined;
  let cancelSweep: (() => void) | undefined;
  let hereElsewhereUntilMs = 0;
  let saidHereAtMs: number | undefined;

  const post = (message: TabMessage): void => tabs.post(message);

  function step(event: CallEvent): void {
    const before = machine.state;
    const result = stepCall(machine, event, Math.floor(clock.nowMs()));
    machine = result.machine;
    records.follow(before, machine.state);
    for (const effect of result.effects) run(effect);
    if (event.type === 'busy') sayHere();
    if (machine.state !== before) {
      sayHere();
      tell({ type: 'row', row: rowOf(machine.state) });
    }
    arm();
  }

  function run(effect: CallEffect): void {
    switch (effect.type) {
      case 'say':
        windows.say(effect.space, effect.to, signalToPositions(effect.signal));
        return;
      case 'tell-tabs':
        post({ type: 'call-taken', call: effect.call, isDeclined: effect.isDeclined });
        return;
      case 'ring': {
        const { call, space: conversation } = effect.call;
        void askServer('/calls/ring', { call, space: conversation, ring: effect.ring });
        return;
      }
      case 'unring': {
        const { call, space: conversation, peer, isCaller } = effect.call;
        void askServer('/calls/end', { call, space: conversation, user: isCaller ? peer : identity.user });
        return;
      }
      default:
        tell({ type: 'media', effect });
    }
  }

  /** Best effort: a device that runs hears it without the server's help. */
  const askServer = (path: string, value: object): Promise<unknown> => activity.track(http.send('POST', path, value, Empty));

  function arm(): void {
    cancelTick?.();
    const dues = [nextDueMs(machine.state), saidHereAtMs && saidHereAtMs + hereEveryMs].filter((due) => due !== undefined);
    if (dues.length === 0) {
      cancelTick = undefined;
      return;
    }
    cancelTick = clock.schedule(Math.max(0, Math.min(...dues) - clock.nowMs()), () => {
      if (saidHereAtMs !== undefined && clock.nowMs() >= saidHereAtMs + hereEveryMs) {
        sayHere();
        records.alive();
      }
      step({ type: 'tick' });
    });
  }
  /** Somebody who talks in one window is not rung in another. */
  function sayHere(): void {
    const isHere = machine.isBusy || !mayTalkElsewhere(machine);
    if (!isHere && saidHereAtMs === undefined) return;
    saidHereAtMs = isHere ? clock.nowMs() : undefined;
    post({ type: 'call-here', isHere });
  }

  // ── what others decide, and what was left behind ─────────────────────────────────────────────────────────────────────────────────

  const isSuspended = (user: UserId): boolean => people.organisation()?.members.get(user)?.suspended === true;
  /** CALL-14: whoever was suspended or removed, or whose device was, is not talked to, and does not talk here. */
  function isBarred(): boolean {
    const { state } = machine;
    if (isOver(state)) return false;
    const { peer, space: where } = state.call;
    const view = spaces.get(where);
    if (view === undefined || view.ended !== undefined || !view.members.some(({ user: one }) => one === peer)) return true;
    if (isSuspended(peer)) return true;
    const talking = 'line' in state ? state.line.device : state.phase === 'incoming' ? state.caller : undefined;
    return talking !== undefined && people.chainOf(peer)?.devices.get(talking)?.revokedN !== undefined;
  }
  /** CALL-11: of a window that is gone. It would say that it is there. */
  function armSweep(): void {
    if (cancelSweep !== undefined || records.left().length === 0) return;
    const afterMs = Math.max(hereForMs, hereElsewhereUntilMs - clock.nowMs());
    cancelSweep = clock.schedule(afterMs, () => {
      cancelSweep = undefined;
      if (isLeader() && clock.nowMs() >= hereElsewhereUntilMs) for (const row of records.left()) records.tellLeft(row);
      else armSweep();
    });
  }
  const stopStore = parts.onStoreChange((tables) => {
    if (tables.has('call')) armSweep();
    if (['chain', 'organisation', 'space'].some((table) => tables.has(table)) && isBarred()) step({ type: 'barred' });
  });
  armSweep();

  function hear(where: SpaceId, from: UserId, by: DeviceId, said: readonly unknown[]): void {
    const signal = parseSignal(said);
    const view = spaces.get(where);
    const isOfHers = view?.kind === 'direct' && view.members.some((member) => member.user === from);
    // TRUST-4: whom she may not call may not ring her either.
    const mayRing = view !== undefined && view.ended === undefined && !isUnaccepted(view);
    if (!signal.ok || !isOfHers || isSuspended(from) || (signal.value.type === 'invite' && !mayRing)) {
      ephemerals.unheard.count(signal.ok ? 'stranger' : 'malformed');
      return;
    }
    const { call, type } = signal.value;
    const isKnown = !isOver(machine.state) && machine.state.call.call === call;
    if (type === 'invite' && !isKnown && clock.nowMs() < hereElsewhereUntilMs) return;
    if (type !== 'invite' && !isKnown && !machine.over.some((one) => one.call === call)) ephemerals.unheard.count('unknown');
    step({ type: 'signal', space: where, user: from, device: by, signal: signal.value });
  }
  const windows = makeCallWindows({
    ...{ kind: 'call', context, spaces, ephemerals, isLeader, hear },
    forged: (where, inNameOf, by) => step({ type: 'forged', space: where, user: inNameOf, device: by }),
  });

  function leave(): void {
    if (!isOver(machine.state) && machine.state.phase !== 'incoming') step({ type: 'hang-up' });
  }

  return {
    on(listener) {
      const stop = on(listener);
      listener({ type: 'row', row: rowOf(machine.state) });
      return stop;
    },
    start(conversation, video) {
      const view = spaces.get(conversation);
      if (view === undefined) return err({ type: 'unknown-conversation' });
      const peer = view.members.find((member) => member.user !== identity.user)?.user;
      if (view.kind !== 'direct' || view.ended !== undefined || peer === undefined || isSuspended(peer))
        return err({ type: 'not-allowed' });
      if (isUnaccepted(view)) return err({ type: 'identity-changed' });
      if (machine.isBusy || (isOver(machine.state) && clock.nowMs() < hereElsewhereUntilMs)) return err({ type: 'in-call' });
      // A missed call was answered by this one.
      const atMs = Math.max(0, Math.floor(serverNowMs(context)));
      void activity.track(context.store.commit([{ key: ['called', conversation], value: { atMs } }]));
      step({ type: 'start', call: callIdFromBytes(randomBytes(16)), space: conversation, peer, video });
      return ok(undefined);
    },
    act: step,
    media: step,
    iceServers: makeIceServers(context, people),
    unheard: ephemerals.unheard.counts,
    networkChanged: () => step({ type: 'network-changed' }),
    mayTalkElsewhere: () => mayTalkElsewhere(machine) && clock.nowMs() >= hereElsewhereUntilMs,
    setBusy(isBusy) {
      if (isBusy !== machine.isBusy) step({ type: 'busy', isBusy });
    },
    tab(message) {
      windows.tab(message);
      const parsed = v.safeParse(TabMessage, message);
      if (!parsed.success) return;
      const said = parsed.output;
      switch (said.type) {
        case 'call-taken':
          step({ type: 'taken-here', call: said.call, isDeclined: said.isDeclined });
          return;
        case 'call-here':
          hereElsewhereUntilMs = said.isHere ? clock.nowMs() + hereForMs : 0;
      }
    },
    leave,
    async close() {
      leave();
      stopStore();
      cancelSweep?.();
      cancelTick?.();
      cancelTick = undefined;
      await activity.settled();
    },
  };
}

const silent = { microphone: false, camera: false, screen: false, isPaused: false };

function rowOf(state: CallState): CallRow | undefined {
  if (state.phase === 'idle') return undefined;
  const { call, phase } = state;
  const line = 'line' in state ? state.line : undefined;
  return {
    id: call.call,
    conversation: call.space,
    peer: call.peer,
    phase,
    video: call.video,
    isCaller: call.isCaller,
    isRinging: state.phase === 'outgoing' && state.isRinging,
    peerSends: line?.peerSends ?? silent,
    connectedAtMs: state.phase === 'ended' ? state.connectedAtMs : line?.connectedAtMs,
    endedAtMs: state.phase === 'ended' ? state.endedAtMs : undefined,
    reason: state.phase === 'ended' ? state.reason : undefined,
  };
}
