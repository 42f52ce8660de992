import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  described,
  type Negotiation,
  type NegotiationStep,
  needOffer,
  startNegotiation,
  takeDescription,
} from './negotiation.ts';
import type { Description } from './signal.ts';

interface Side {
  negotiation: Negotiation;
  /** What the connection has to do, one after the other. */
  readonly steps: NegotiationStep[];
  readonly inbox: Description[];
  /** The pair of descriptions that holds. */
  agreed: string;
}

function makeSides() {
  let made = 0;
  const make = (isPolite: boolean): Side => ({
    negotiation: startNegotiation(isPolite),
    steps: [],
    inbox: [],
    agreed: '',
  });
  const sides = [make(true), make(false)] as const;
  const apply = (at: 0 | 1, result: ReturnType<typeof needOffer>): void => {
    sides[at].negotiation = result.negotiation;
    if (result.step !== undefined) sides[at].steps.push(result.step);
    if (result.say !== undefined) sides[at === 0 ? 1 : 0].inbox.push(result.say);
  };
  const need = (at: 0 | 1, isFirst = false): void => apply(at, needOffer(sides[at].negotiation, isFirst));
  const hear = (at: 0 | 1): void => {
    const description = sides[at].inbox.shift();
    if (description !== undefined) apply(at, takeDescription(sides[at].negotiation, description));
  };
  const work = (at: 0 | 1): void => {
    const side = sides[at];
    const step = side.steps.shift();
    if (step === undefined) return;
    const offer = step.type === 'take' && step.description.type === 'offer' ? step.description.sdp : undefined;
    if (step.type === 'offer') {
      apply(at, described(side.negotiation, { type: 'offer', sdp: `o${made++}` }));
    } else if (offer === undefined) {
      side.agreed = step.description.sdp;
    } else {
      side.agreed = `${offer}/a${made++}`;
      apply(at, described(side.negotiation, { type: 'answer', sdp: side.agreed }));
    }
  };
  return { sides, need, hear, work };
}

const deed = fc.tuple(fc.constantFrom('need', 'hear', 'work'), fc.constantFrom<0 | 1>(0, 1));

test('CALL-5 whoever offers and whenever, both end stable on the same offer and answer', () => {
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 60 }), (deeds) => {
      const { sides, need, hear, work } = makeSides();
      need(1, true);
      for (const [what, at] of deeds) {
        if (what === 'need') need(at);
        else if (what === 'hear') hear(at);
        else work(at);
      }
      for (let i = 0; i < 40; i++) {
        for (const at of [0, 1] as const) {
          work(at);
          hear(at);
        }
      }
      expect(sides.map(({ negotiation }) => [negotiation.signaling, negotiation.isMaking])).toEqual([
        ['stable', false],
        ['stable', false],
      ]);
      expect(sides[0].agreed).toBe(sides[1].agreed);
      expect(sides[0].agreed).not.toBe('');
    }),
  );
});

test('CALL-5 who answered the call begins; the caller offers nothing before', () => {
  const { sides, need } = makeSides();
  need(0);
  need(0, true);
  need(1);
  expect(sides.map(({ steps }) => steps)).toEqual([[], []]);
  need(1, true);
  expect(sides[1].steps).toEqual([{ type: 'offer' }]);
});

test('CALL-5 an answer to no offer is left alone', () => {
  const answer = { type: 'answer', sdp: 'v=0' } as const;
  expect(takeDescription(startNegotiation(true), answer)).toEqual({ negotiation: startNegotiation(true) });
});
