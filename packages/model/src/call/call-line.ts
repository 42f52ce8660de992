/**
 * What the device that is talked to says in order, and what microphone, camera and connection of this one say (CALL-4, CALL-5, CALL-7): the part
 * of the transitions that holds between two devices.
 */
import { type Changed, end, isOver, type LinedState, say } from './call-change.ts';
import {
  type CallEffect,
  type CallState,
  type Line,
  type MediaEvent,
  reconnectingMs,
  restartAfterMs,
  restartEveryMs,
} from './call-state.ts';
import { putItem, saidAt, saidOf, takeSaid } from './exchange.ts';
import { described, type Negotiation, type NegotiationStep, needOffer, takeDescription } from './negotiation.ts';
import { type Description, type Item, type Signal, sayableCandidates } from './signal.ts';

// ── the exchange between the two devices ───────────────────────────────────────────────────────────────────────────────────────────

const withLine = <S extends LinedState>(state: S, line: Partial<Line>): S => ({ ...state, line: { ...state.line, ...line } });

const sayExchange = ({ call, line }: LinedState): CallEffect =>
  say(call, line.device, { type: 'exchange', call: call.call, device: line.device, ...saidOf(line.exchange) });

function put(state: LinedState, item: Item, nowMs: number): Changed {
  const exchange = putItem(state.line.exchange, item, nowMs);
  if (exchange === undefined) return end(state, 'failed', nowMs, 'failed');
  const next = withLine(state, { exchange: saidAt(exchange, nowMs) });
  return { state: next, effects: [sayExchange(next)] };
}

/** What a step of the negotiation asks for. */
function withStep(
  state: LinedState,
  result: { readonly negotiation: Negotiation; readonly step?: NegotiationStep; readonly say?: Description },
  nowMs: number,
): Changed {
  const next = withLine(state, { negotiation: result.negotiation });
  const { call } = state.call;
  const effects: CallEffect[] = [];
  if (result.step?.type === 'offer') effects.push({ type: 'offer', call });
  if (result.step?.type === 'take') effects.push({ type: 'take', call, description: result.step.description });
  if (result.say === undefined) return { state: next, effects };
  const said = put(next, { type: 'description', description: result.say }, nowMs);
  return { ...said, effects: [...effects, ...said.effects] };
}

export function takeExchange(state: LinedState, signal: Extract<Signal, { readonly type: 'exchange' }>, nowMs: number): Changed {
  const taken = takeSaid(state.line.exchange, signal, nowMs);
  let next: LinedState = withLine(state, { exchange: taken.exchange });
  const effects: CallEffect[] = [];
  for (const item of taken.items) {
    if (item.type === 'sending') {
      next = withLine(next, { peerSends: item.sending });
    } else if (item.type === 'candidates') {
      effects.push({ type: 'add-candidates', call: signal.call, candidates: item.candidates });
    } else if (item.type === 'description') {
      const { negotiation, step } = takeDescription(next.line.negotiation, item.description);
      next = withLine(next, { negotiation });
      if (step?.type === 'take') effects.push({ type: 'take', call: signal.call, description: step.description });
    }
  }
  if (!taken.isAnswerDue) return { state: next, effects };
  next = withLine(next, { exchange: saidAt(next.line.exchange, nowMs) });
  return { state: next, effects: [...effects, sayExchange(next)] };
}

// ── the edge ───────────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export function onEdge(state: CallState, event: MediaEvent, nowMs: number): Changed {
  const same: Changed = { state, effects: [] };
  if (isOver(state) || state.phase === 'incoming') return same;
  if (event.call !== undefined && event.call !== state.call.call) return same;
  if (event.type === 'not-opened') return end(state, 'no-microphone', nowMs, 'failed');
  if (state.phase === 'outgoing') return event.type === 'opened' ? { state: { ...state, isOpen: true }, effects: [] } : same;
  return onLine(state, event, nowMs);
}

function onLine(state: LinedState, event: Exclude<MediaEvent, { readonly type: 'not-opened' }>, nowMs: number): Changed {
  const { negotiation } = state.line;
  switch (event.type) {
    case 'opened': {
      const open = withLine(state, { isOpen: true });
      return withStep(open, needOffer(negotiation, true), nowMs);
    }
    case 'offer-needed':
      return withStep(state, needOffer(negotiation, false), nowMs);
    case 'described':
      return withStep(state, described(negotiation, event.description), nowMs);
    case 'candidates':
      return put(state, sayableCandidates(event.candidates), nowMs);
    case 'sending':
      return put(state, { type: 'sending', sending: event.sending }, nowMs);
    case 'broken':
      return end(state, 'failed', nowMs, 'failed');
    case 'media':
      return onMedia(state, event.state, nowMs);
    case 'network-changed': {
      const isUp = state.phase === 'active' || state.phase === 'reconnecting';
      return { state, effects: isUp ? [{ type: 'restart', call: state.call.call }] : [] };
    }
  }
}

function onMedia(state: LinedState, media: 'connected' | 'disconnected' | 'failed', nowMs: number): Changed {
  const same: Changed = { state, effects: [] };
  const { call, line } = state;
  if (media === 'connected') {
    const connected = { ...line, connectedAtMs: line.connectedAtMs ?? nowMs };
    return { state: { phase: 'active', call, line: connected }, effects: [] };
  }
  // While it is connecting its own time is running.
  if (state.phase !== 'active' && !(state.phase === 'reconnecting' && media === 'failed')) return same;
  const restart: readonly CallEffect[] = media === 'failed' ? [{ type: 'restart', call: call.call }] : [];
  const afterMs = media === 'failed' ? restartEveryMs : call.isCaller ? restartAfterMs.caller : restartAfterMs.answerer;
  const untilMs = state.phase === 'reconnecting' ? state.untilMs : nowMs + reconnectingMs;
  return { state: { phase: 'reconnecting', call, line, restartAtMs: nowMs + afterMs, untilMs }, effects: restart };
}

/** What was not acknowledged in time. */
export function sayAgain<S extends LinedState>(state: S, nowMs: number): Changed & { readonly state: S } {
  const dueMs = state.line.exchange.sayAgainAtMs;
  if (dueMs === undefined || nowMs < dueMs) return { state, effects: [] };
  const next = withLine(state, { exchange: saidAt(state.line.exchange, nowMs, true) });
  return { state: next, effects: [sayExchange(next)] };
}
