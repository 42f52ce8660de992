/** What a transition of a call is made of, and how every call ends (CALL-3). */
import type { DeviceId } from '../ids.ts';
import type { Call, CallEffect, CallState, EndReason } from './call-state.ts';
import type { SaidReason, Signal } from './signal.ts';

export type Phase<P extends CallState['phase']> = Extract<CallState, { readonly phase: P }>;
/** Two devices have found one another, or are about to. */
export type LinedState = Phase<'answering' | 'connecting' | 'active' | 'reconnecting'>;
/** `over`: the call of before is over here; what is answered to whoever still believes in it. */
export interface Changed {
  readonly state: CallState;
  readonly effects: readonly CallEffect[];
  readonly over?: SaidReason | 'silent';
}

export const isOver = (state: CallState): state is Phase<'idle' | 'ended'> => state.phase === 'idle' || state.phase === 'ended';
export const isLined = (state: CallState): state is LinedState =>
  !isOver(state) && state.phase !== 'outgoing' && state.phase !== 'incoming';

export const say = ({ space }: Call, to: DeviceId | undefined, signal: Signal): CallEffect => ({
  type: 'say',
  space,
  to,
  signal,
});

/** `said`: what whoever still believes in the call is told, now and later; without it another device has the word. */
export function end(state: CallState, reason: EndReason, nowMs: number, said?: SaidReason): Changed {
  if (isOver(state)) return { state, effects: [] };
  const { call } = state;
  const line = isLined(state) ? state.line : undefined;
  const effects: CallEffect[] = [];
  if (said !== undefined) effects.push(say(call, undefined, { type: 'end', call: call.call, reason: said }));
  if (state.phase === 'outgoing') effects.push({ type: 'unring', call });
  if (state.phase === 'incoming' && said === 'declined')
    effects.push({ type: 'tell-tabs', call: call.call, isDeclined: true }, { type: 'unring', call });
  if (state.phase !== 'incoming') effects.push({ type: 'close', call: call.call });
  return {
    state: { phase: 'ended', call, reason, connectedAtMs: line?.connectedAtMs, endedAtMs: nowMs },
    effects,
    over: said ?? 'silent',
  };
}
