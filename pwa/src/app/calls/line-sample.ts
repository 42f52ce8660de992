/** The counters of a connection as samples of its line (CALL-12). What a browser does not count is not known. */
import type { LineSample } from './call-quality.ts';

/** Counters that only grow: the difference of two looks is what happened between them. */
export interface Counted {
  readonly received: number;
  readonly lost: number;
}

/** Of each entry only what is used, and nothing of it believed. */
interface Entry {
  readonly type?: unknown;
  readonly kind?: unknown;
  readonly state?: unknown;
  readonly nominated?: unknown;
  readonly currentRoundTripTime?: unknown;
  readonly availableOutgoingBitrate?: unknown;
  readonly fractionLost?: unknown;
  readonly packetsReceived?: unknown;
  readonly packetsLost?: unknown;
  readonly qualityLimitationReason?: unknown;
}
const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
const most = (values: readonly (number | undefined)[]): number | undefined => {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
};
const secondMs = 1_000;

export function sampleOf(
  report: Iterable<unknown>,
  before: Counted | undefined,
): { readonly sample: LineSample; readonly counted: Counted } {
  const entries = [...report].filter((entry): entry is Entry => typeof entry === 'object' && entry !== null);
  const ofType = (type: string) => entries.filter((entry) => entry.type === type);
  const pair = ofType('candidate-pair').find(({ state, nominated }) => state === 'succeeded' && nominated === true);
  const voices = ofType('inbound-rtp').filter(({ kind }) => kind === 'audio');
  const sum = (key: 'packetsReceived' | 'packetsLost') => voices.reduce((total, entry) => total + (numberOf(entry[key]) ?? 0), 0);
  const counted: Counted = { received: sum('packetsReceived'), lost: sum('packetsLost') };
  const lossOut = most(ofType('remote-inbound-rtp').map(({ fractionLost }) => numberOf(fractionLost)));
  const roundTrip = numberOf(pair?.currentRoundTripTime);
  const isShort = ofType('outbound-rtp').some((entry) => entry.qualityLimitationReason === 'bandwidth');
  return {
    counted,
    sample: {
      roundTripMs: roundTrip === undefined ? undefined : roundTrip * secondMs,
      loss: most([lossOut, before && lossBetween(before, counted)]),
      shortOfBitsPerSecond: isShort ? numberOf(pair?.availableOutgoingBitrate) : undefined,
    },
  };
}

/** A line over which nothing came tells nothing: who is muted sends little. */
function lossBetween(before: Counted, now: Counted): number | undefined {
  const [received, lost] = [now.received - before.received, now.lost - before.lost];
  return received + lost <= 0 || received < 0 || lost < 0 ? undefined : lost / (received + lost);
}
