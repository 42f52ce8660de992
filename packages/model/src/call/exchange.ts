/**
 * Items in order, each once, over a line that loses, repeats and reorders (CALL-4): go-back-N. Descriptions and candidates depend on what came
 * before them, and an ephemeral is delivered at best. Pure: `sayAgainAtMs` says when to say again what was not acknowledged.
 */
import { type Item, itemCharacters, maxItems, maxItemsCharacters } from './signal.ts';

export interface Exchange {
  /** Number of the first item that was not acknowledged. */
  readonly base: number;
  readonly unacked: readonly Item[];
  /** How many items of the other side were taken. */
  readonly taken: number;
  readonly sayAgainAtMs: number | undefined;
  /** How often the same was said since something was acknowledged. */
  readonly repeats: number;
}

export const sayAgainMs = 1_500;
/** After these it is said less and less often: a peer that acknowledges nothing, or a server that is away, is not called to without end. */
const quickRepeats = 6;
export const maxSayAgainMs = 60_000;
/** More than any negotiation brings: a peer that acknowledges nothing does not fill the memory. */
export const maxUnacked = 200;

export const startExchange: Exchange = { base: 0, unacked: [], taken: 0, sayAgainAtMs: undefined, repeats: 0 };

export interface ExchangeSaid {
  readonly ack: number;
  readonly from: number;
  readonly items: readonly Item[];
}

/** What is said now: as many of the unacknowledged items as fit, from the first one. */
export function saidOf({ base, unacked, taken }: Exchange): ExchangeSaid {
  let characters = 0;
  const items: Item[] = [];
  for (const item of unacked) {
    characters += itemCharacters(item);
    if (items.length === maxItems || (items.length > 0 && characters > maxItemsCharacters)) break;
    items.push(item);
  }
  return { ack: taken, from: base, items };
}

/** Undefined: too much was never acknowledged; the call cannot go on. */
export function putItem(exchange: Exchange, item: Item, nowMs: number): Exchange | undefined {
  if (exchange.unacked.length >= maxUnacked) return undefined;
  return { ...exchange, unacked: [...exchange.unacked, item], sayAgainAtMs: nowMs + sayAgainMs, repeats: 0 };
}

const againMs = (repeats: number): number =>
  Math.min(maxSayAgainMs, sayAgainMs * 2 ** Math.min(10, Math.max(0, repeats - quickRepeats)));

/** It was said just now. */
export const saidAt = (exchange: Exchange, nowMs: number, isRepeated = false): Exchange => {
  const repeats = isRepeated ? exchange.repeats + 1 : exchange.repeats;
  return { ...exchange, repeats, sayAgainAtMs: exchange.unacked.length === 0 ? undefined : nowMs + againMs(repeats) };
};

export interface TakenItems {
  readonly exchange: Exchange;
  /** New ones, in order. */
  readonly items: readonly Item[];
  /** Something is to be said: an acknowledgement, or what became free to go. */
  readonly isAnswerDue: boolean;
}

export function takeSaid(exchange: Exchange, { ack, from, items }: ExchangeSaid, nowMs: number): TakenItems {
  const { base, unacked, taken } = exchange;
  // What was never sent cannot have arrived.
  const acked = ack > base && ack <= base + unacked.length ? ack - base : 0;
  const fresh = from <= taken ? items.slice(taken - from) : [];
  const left = unacked.slice(acked);
  return {
    exchange: {
      base: base + acked,
      unacked: left,
      taken: taken + fresh.length,
      repeats: acked === 0 ? exchange.repeats : 0,
      sayAgainAtMs: acked === 0 ? exchange.sayAgainAtMs : left.length === 0 ? undefined : nowMs + sayAgainMs,
    },
    items: fresh,
    isAnswerDue: items.length > 0 || (acked > 0 && left.length > 0),
  };
}
