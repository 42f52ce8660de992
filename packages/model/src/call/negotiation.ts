/**
 * Perfect negotiation (W3C WebRTC, example of that name; CALL-5), without a peer connection: who offers, whose offer gives way when both do at
 * once. The edge runs the steps one after the other: what it made comes back as `described`.
 */
import type { Description } from './signal.ts';

export interface Negotiation {
  /** The caller is polite: her offer gives way. */
  readonly isPolite: boolean;
  readonly isMaking: boolean;
  /** An offer of ours is out, or is being made, and gave way: nobody wants it any more. */
  readonly isGivenUp: boolean;
  readonly signaling: 'stable' | 'offered';
  /** An offer was sent or taken. Before, only the one who answers the call begins: both have tracks to offer at that moment. */
  readonly hasBegun: boolean;
}
export type NegotiationStep =
  /** Make an offer. */
  | { readonly type: 'offer' }
  /** Take it; an offer is answered, and one's own is rolled back. */
  | { readonly type: 'take'; readonly description: Description };

export const startNegotiation = (isPolite: boolean): Negotiation => ({
  isPolite,
  isMaking: false,
  isGivenUp: false,
  signaling: 'stable',
  hasBegun: false,
});

type Step = { readonly negotiation: Negotiation; readonly step?: NegotiationStep; readonly say?: Description };

/** The edge has something to offer. `isFirst`: the media of who answered are open. */
export function needOffer(negotiation: Negotiation, isFirst: boolean): Step {
  const { isMaking, signaling, hasBegun, isPolite } = negotiation;
  const mayBegin = hasBegun || (isFirst && !isPolite);
  if (!mayBegin || isMaking || signaling !== 'stable') return { negotiation };
  return { negotiation: { ...negotiation, isMaking: true, isGivenUp: false, hasBegun: true }, step: { type: 'offer' } };
}

/** The edge made a description. */
export function described(negotiation: Negotiation, description: Description): Step {
  if (description.type === 'answer') return { negotiation, say: description };
  if (!negotiation.isMaking) return { negotiation };
  // Made in the moment in which the other's offer came first.
  if (negotiation.isGivenUp) return { negotiation: { ...negotiation, isMaking: false, isGivenUp: false } };
  return { negotiation: { ...negotiation, isMaking: false, signaling: 'offered' }, say: description };
}

export function takeDescription(negotiation: Negotiation, description: Description): Step {
  const { isPolite, isMaking, isGivenUp, signaling } = negotiation;
  if (description.type === 'answer') {
    if (signaling !== 'offered') return { negotiation };
    return { negotiation: { ...negotiation, signaling: 'stable' }, step: { type: 'take', description } };
  }
  const doOffersCollide = (isMaking && !isGivenUp) || signaling === 'offered';
  if (doOffersCollide && !isPolite) return { negotiation };
  return {
    negotiation: { ...negotiation, isGivenUp: isMaking, signaling: 'stable', hasBegun: true },
    step: { type: 'take', description },
  };
}
