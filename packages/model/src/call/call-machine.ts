/**
 * The transitions of a call (CALL-3 … CALL-7), pure: a machine, something that happens, the time; a machine and what is to be done. One device
 * is in one call at most; the caller's device alone decides which device of the other person it talks to, so two never do. Every state
 * but `idle` and `ended` has an end in time, or media that flow.
 */
import type { DeviceId, UserId } from '../ids.ts';
import { type Changed, end, isLined, isOver, type LinedState, type Phase, say } from './call-change.ts';
import { onEdge, sayAgain, takeExchange } from './call-line.ts';
import {
  acceptEveryMs,
  answeringMs,
  type Call,
  type CallEffect,
  type CallEvent,
  type CallMachine,
  type CallState,
  callerSilentMs,
  connectingMs,
  type EndReason,
  inviteEveryMs,
  type Line,
  maxOver,
  restartEveryMs,
  ringEveryMs,
  ringMs,
} from './call-state.ts';
import { startExchange } from './exchange.ts';
import { startNegotiation } from './negotiation.ts';
import type { SaidReason, Signal } from './signal.ts';

export interface CallStep {
  readonly machine: CallMachine;
  readonly effects: readonly CallEffect[];
}
type SignalEvent = Extract<CallEvent, { readonly type: 'signal' }>;

export const makeCallMachine = (user: UserId, device: DeviceId): CallMachine => ({
  user,
  device,
  state: { phase: 'idle' },
  over: [],
  isBusy: false,
});

export function stepCall(machine: CallMachine, event: CallEvent, nowMs: number): CallStep {
  const changed = change(machine, event, nowMs);
  const { state, effects, over } = changed;
  const ended = over !== undefined && !isOver(machine.state) ? machine.state.call.call : undefined;
  const known =
    ended === undefined ? machine.over : [...machine.over, { call: ended, say: over === 'silent' ? undefined : over }];
  const isBusy = event.type === 'busy' ? event.isBusy : machine.isBusy;
  return { machine: { ...machine, state, over: known.slice(-maxOver), isBusy }, effects };
}

/** GROUPCALL-6: nobody talks in two calls. What only rings is answered as busy once she is in. */
export const mayTalkElsewhere = ({ state }: CallMachine): boolean => isOver(state) || state.phase === 'incoming';

/** When `tick` is due; undefined: nothing waits. */
export function nextDueMs(state: CallState): number | undefined {
  const exchange = isLined(state) ? state.line.exchange.sayAgainAtMs : undefined;
  const dues = [exchange];
  if (state.phase === 'outgoing') dues.push(state.inviteAtMs, state.ringAtMs, state.untilMs);
  if (state.phase === 'incoming') dues.push(state.heardAtMs + callerSilentMs, state.untilMs);
  if (state.phase === 'answering') dues.push(state.acceptAtMs, state.untilMs);
  if (state.phase === 'connecting') dues.push(state.untilMs);
  if (state.phase === 'reconnecting') dues.push(state.restartAtMs, state.untilMs);
  const known = dues.filter((due) => due !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function change(machine: CallMachine, event: CallEvent, nowMs: number): Changed {
  const { state } = machine;
  const same: Changed = { state, effects: [] };
  switch (event.type) {
    case 'start':
      return start(machine, event, nowMs);
    case 'answer':
      return state.phase === 'incoming' ? answer({ ...state, call: { ...state.call, video: event.video } }, nowMs) : same;
    case 'decline':
      return state.phase === 'incoming' ? end(state, 'declined', nowMs, 'declined') : same;
    case 'hang-up':
      return hangUp(state, nowMs);
    case 'dismiss':
      return state.phase === 'ended' ? { state: { phase: 'idle' }, effects: [] } : same;
    case 'busy':
      return event.isBusy && state.phase === 'incoming' ? end(state, 'declined', nowMs, 'busy') : same;
    case 'signal':
      return onSignal(machine, event, nowMs);
    case 'forged':
      return onForged(machine, event, nowMs);
    case 'taken-here':
      if (state.phase !== 'incoming' || state.call.call !== event.call) return same;
      return end(state, event.isDeclined ? 'declined-elsewhere' : 'elsewhere', nowMs);
    case 'barred':
      return end(state, 'barred', nowMs, 'failed');
    case 'tick':
      return onTick(state, nowMs);
    default:
      return onEdge(state, event, nowMs);
  }
}

// ── the person ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function start({ state, isBusy }: CallMachine, event: Extract<CallEvent, { readonly type: 'start' }>, nowMs: number): Changed {
  // She calls whoever is calling her: that is an answer.
  if (state.phase === 'incoming' && state.call.peer === event.peer)
    return answer({ ...state, call: { ...state.call, video: event.video } }, nowMs);
  if (isBusy || !isOver(state)) return { state, effects: [] };
  const { space, peer, video } = event;
  const call: Call = { call: event.call, space, peer, video, isCaller: true, startedAtMs: nowMs };
  return {
    state: {
      phase: 'outgoing',
      call,
      isRinging: false,
      isOpen: false,
      inviteAtMs: nowMs + inviteEveryMs,
      rings: 1,
      ringAtMs: nowMs + ringEveryMs,
      untilMs: nowMs + ringMs,
    },
    effects: [{ type: 'open', call: call.call, video }, say(call, undefined, invite(call)), { type: 'ring', call, ring: 1 }],
  };
}

const invite = ({ call, video }: Call): Signal => ({ type: 'invite', call, video });
const startLine = (device: DeviceId, isPolite: boolean, isOpen = false): Line => ({
  device,
  exchange: startExchange,
  negotiation: startNegotiation(isPolite),
  peerSends: { microphone: true, camera: false, screen: false, isPaused: false },
  isOpen,
  connectedAtMs: undefined,
});

function answer({ call, caller }: Pick<Phase<'incoming'>, 'call' | 'caller'>, nowMs: number): Changed {
  const line = startLine(caller, false);
  return {
    state: { phase: 'answering', call, line, acceptAtMs: nowMs + acceptEveryMs, untilMs: nowMs + answeringMs },
    effects: [
      say(call, undefined, { type: 'accept', call: call.call }),
      { type: 'tell-tabs', call: call.call, isDeclined: false },
      { type: 'open', call: call.call, video: call.video },
    ],
  };
}

function hangUp(state: CallState, nowMs: number): Changed {
  if (state.phase === 'outgoing') return end(state, 'cancelled', nowMs, 'cancelled');
  if (state.phase === 'incoming') return end(state, 'declined', nowMs, 'declined');
  return end(state, 'hung-up', nowMs, 'over');
}

// ── the other side ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function onSignal(machine: CallMachine, event: SignalEvent, nowMs: number): Changed {
  const { state } = machine;
  const { signal } = event;
  const same: Changed = { state, effects: [] };
  const over = machine.over.find(({ call }) => call === signal.call);
  if (over !== undefined) return signal.type === 'end' ? same : { state, effects: repeatEnd(event, over.say) };
  const isThis = !isOver(state) && state.call.call === signal.call && state.call.space === event.space;
  if (!isThis) return signal.type === 'invite' ? onOtherInvite(machine, event, nowMs) : same;
  switch (state.phase) {
    case 'outgoing':
      return onSignalOutgoing(state, event, nowMs);
    case 'incoming':
      return onSignalIncoming(machine, state, event, nowMs);
    default:
      return event.device === state.line.device ? onSignalLined(machine, state, signal, nowMs) : onSignalAside(state, event);
  }
}

function repeatEnd({ space, device, signal }: SignalEvent, reason: SaidReason | undefined): readonly CallEffect[] {
  if (reason === undefined) return [];
  return [{ type: 'say', space, to: device, signal: { type: 'end', call: signal.call, reason } }];
}

/** A call that is not known here yet. */
function onOtherInvite({ user, state, isBusy }: CallMachine, event: SignalEvent, nowMs: number): Changed {
  const { signal, space, device } = event;
  const same: Changed = { state, effects: [] };
  if (signal.type !== 'invite' || event.user === user) return same;
  const call: Call = { call: signal.call, space, peer: event.user, video: signal.video, isCaller: false, startedAtMs: nowMs };
  if (isOver(state) && !isBusy) {
    const untilMs = nowMs + ringMs + callerSilentMs;
    return {
      state: { phase: 'incoming', call, caller: device, heardAtMs: nowMs, untilMs },
      effects: [say(call, device, { type: 'ready', call: call.call })],
    };
  }
  const areBothCalling = state.phase === 'outgoing' && state.call.peer === event.user && state.call.space === space;
  // CALL-6: both know both ids, and the smaller one stands.
  if (areBothCalling && call.call > state.call.call) return same;
  if (areBothCalling) {
    const own = state.call;
    const given: readonly CallEffect[] = [
      say(own, undefined, { type: 'end', call: own.call, reason: 'cancelled' }),
      { type: 'unring', call: own },
      { type: 'close', call: own.call },
    ];
    const answered = answer({ call: { ...call, video: own.video }, caller: device }, nowMs);
    return { state: answered.state, effects: [...given, ...answered.effects], over: 'cancelled' };
  }
  return { state, effects: [say(call, device, { type: 'end', call: call.call, reason: 'busy' })] };
}

function onSignalOutgoing(state: Phase<'outgoing'>, { signal, user, device }: SignalEvent, nowMs: number): Changed {
  const same: Changed = { state, effects: [] };
  if (user !== state.call.peer) return same;
  switch (signal.type) {
    case 'ready':
      return { state: { ...state, isRinging: true }, effects: [] };
    case 'accept': {
      const { call } = state;
      const line = startLine(device, true, state.isOpen);
      return {
        state: { phase: 'connecting', call, line, untilMs: nowMs + connectingMs },
        effects: [say(call, undefined, { type: 'confirm', call: call.call, device }), { type: 'unring', call }],
      };
    }
    case 'end':
      if (signal.reason === 'cancelled' || signal.reason === 'over') return same;
      // The other devices of that person hear it from here as well.
      return end(state, signal.reason, nowMs, 'cancelled');
    default:
      return same;
  }
}

function onSignalIncoming(machine: CallMachine, state: Phase<'incoming'>, event: SignalEvent, nowMs: number): Changed {
  const { signal, user, device } = event;
  const same: Changed = { state, effects: [] };
  if (user === machine.user) {
    const isDeclined = signal.type === 'end' && signal.reason === 'declined';
    return isDeclined ? end(state, 'declined-elsewhere', nowMs) : same;
  }
  if (device !== state.caller) return same;
  switch (signal.type) {
    case 'invite':
      return { state: { ...state, heardAtMs: nowMs }, effects: [say(state.call, device, { type: 'ready', call: signal.call })] };
    case 'confirm':
      return signal.device === machine.device ? same : end(state, 'elsewhere', nowMs);
    case 'end':
      return end(state, 'cancelled', nowMs);
    default:
      return same;
  }
}

/** From a device of the call that is not the one here talked to. */
function onSignalAside(state: LinedState, { signal, user, device }: SignalEvent): Changed {
  const { call, line } = state;
  const isLate = call.isCaller && signal.type === 'accept' && user === call.peer;
  if (!isLate) return { state, effects: [] };
  return { state, effects: [say(call, device, { type: 'confirm', call: call.call, device: line.device })] };
}

function onSignalLined(machine: CallMachine, state: LinedState, signal: Signal, nowMs: number): Changed {
  const same: Changed = { state, effects: [] };
  const { call, line } = state;
  switch (signal.type) {
    case 'invite':
      return state.phase === 'answering' ? { state, effects: [say(call, undefined, { type: 'accept', call: call.call })] } : same;
    case 'accept':
      if (!call.isCaller) return same;
      return { state, effects: [say(call, line.device, { type: 'confirm', call: call.call, device: line.device })] };
    case 'confirm':
      if (call.isCaller) return same;
      if (signal.device !== machine.device) return end(state, 'elsewhere', nowMs);
      return { state: confirmed(state, nowMs), effects: [] };
    case 'exchange':
      if (signal.device !== machine.device) return same;
      return takeExchange(confirmed(state, nowMs), signal, nowMs);
    case 'end':
      return end(state, reasonOf(state, signal.reason), nowMs);
    case 'ready':
      return same;
  }
}

function reasonOf(state: LinedState, said: SaidReason): EndReason {
  if (said === 'failed') return 'failed';
  // She hung up in the moment in which it was answered.
  return state.phase === 'answering' ? 'cancelled' : 'hung-up';
}

const confirmed = (state: LinedState, nowMs: number): LinedState =>
  state.phase === 'answering'
    ? { phase: 'connecting', call: state.call, line: state.line, untilMs: nowMs + connectingMs }
    : state;

/** CALL-2: who could forge is not to be talked through. Only in the name of somebody who belongs to this call. */
function onForged(machine: CallMachine, event: Extract<CallEvent, { readonly type: 'forged' }>, nowMs: number): Changed {
  const { state } = machine;
  if (isOver(state) || state.call.space !== event.space || event.user !== state.call.peer) return { state, effects: [] };
  const device = isLined(state) ? state.line.device : state.phase === 'incoming' ? state.caller : undefined;
  if (device !== undefined && device !== event.device) return { state, effects: [] };
  return end(state, 'forged', nowMs, 'failed');
}

// ── time ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

function onTick(state: CallState, nowMs: number): Changed {
  const same: Changed = { state, effects: [] };
  switch (state.phase) {
    case 'idle':
    case 'ended':
      return same;
    case 'outgoing':
      if (nowMs >= state.untilMs) return end(state, 'unanswered', nowMs, 'cancelled');
      if (nowMs >= state.ringAtMs) {
        const ring = state.rings + 1;
        return {
          state: { ...state, rings: ring, ringAtMs: nowMs + ringEveryMs },
          effects: [{ type: 'ring', call: state.call, ring }],
        };
      }
      if (nowMs < state.inviteAtMs) return same;
      return {
        state: { ...state, inviteAtMs: nowMs + inviteEveryMs },
        effects: [say(state.call, undefined, invite(state.call))],
      };
    case 'incoming':
      if (nowMs < state.untilMs && nowMs < state.heardAtMs + callerSilentMs) return same;
      return end(state, 'unanswered', nowMs);
    case 'answering':
      if (nowMs >= state.untilMs) return end(state, 'failed', nowMs, 'failed');
      if (nowMs < state.acceptAtMs) return sayAgain(state, nowMs);
      return {
        state: { ...state, acceptAtMs: nowMs + acceptEveryMs },
        effects: [say(state.call, undefined, { type: 'accept', call: state.call.call })],
      };
    case 'connecting':
      return nowMs >= state.untilMs ? end(state, 'failed', nowMs, 'failed') : sayAgain(state, nowMs);
    case 'active':
      return sayAgain(state, nowMs);
    case 'reconnecting': {
      if (nowMs >= state.untilMs) return end(state, 'lost', nowMs, 'over');
      const again = sayAgain(state, nowMs);
      if (nowMs < state.restartAtMs) return again;
      return {
        state: { ...again.state, restartAtMs: nowMs + restartEveryMs },
        effects: [...again.effects, { type: 'restart', call: state.call.call }],
      };
    }
  }
}
