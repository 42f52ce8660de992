import fc from 'fast-check';
import { expect, test } from 'vitest';
import { follow, type LineSample, type LineState, qualityOf, startLine } from './call-quality.ts';
import { sampleOf } from './line-sample.ts';

const calm: LineSample = { roundTripMs: 40, loss: 0, shortOfBitsPerSecond: undefined };
const weak: LineSample = { ...calm, roundTripMs: 600 };
const bad: LineSample = { ...calm, loss: 0.3 };
const times = (count: number, sample: LineSample): readonly LineSample[] => Array<LineSample>(count).fill(sample);
const after = (samples: readonly LineSample[], from: LineState = startLine): LineState => samples.reduce(follow, from);
const brief = ({ quality, pictures }: LineState) => [quality, pictures];

test('CALL-12 what is not known says nothing against a line', () => {
  expect(qualityOf({ roundTripMs: undefined, loss: undefined, shortOfBitsPerSecond: undefined })).toBe('good');
  expect([calm, weak, bad, { ...calm, shortOfBitsPerSecond: 200_000 }].map(qualityOf)).toEqual(['good', 'weak', 'bad', 'weak']);
});

test('CALL-12 one bad moment changes nothing; a line that stays weak makes the pictures small, one that is bad takes them away', () => {
  expect(brief(after([...times(5, calm), bad, calm, bad, calm]))).toEqual(['good', 'full']);
  expect(brief(after(times(2, weak)))).toEqual(['good', 'full']);
  expect(brief(after(times(3, weak)))).toEqual(['weak', 'small']);
  expect(brief(after(times(2, bad)))).toEqual(['bad', 'paused']);
  // Of a bad moment among weak ones the weak ones are believed.
  expect(brief(after([weak, bad, weak]))).toEqual(['weak', 'small']);
});

test('CALL-12 a camera that rests comes back by itself, small at first; later each time that it did not last, soon again when it did', () => {
  const samplesUntilBack = (from: LineState): number => {
    let state = from;
    for (let i = 1; i < 100; i++) {
      state = follow(state, calm);
      if (state.pictures !== 'paused') return i;
    }
    return Number.NaN;
  };
  let state = after(times(2, bad));
  const waits: number[] = [];
  for (let i = 0; i < 5; i++) {
    const wait = samplesUntilBack(state);
    waits.push(wait);
    state = after(times(wait + 1, calm), state);
    expect(state.pictures).toBe('full');
    state = after(times(2, bad), state);
    expect(state.pictures).toBe('paused');
  }
  expect(waits).toEqual([5, 10, 20, 40, 40]);
  const proven = after([...times(60, calm), ...times(2, bad)], state);
  expect(samplesUntilBack(proven)).toBe(5);
});

test('CALL-12 whatever a line does, pictures rest when it is bad, and come back on one that is good', () => {
  const sample = fc.record({
    roundTripMs: fc.option(fc.double({ min: 0, max: 3_000, noNaN: true }), { nil: undefined }),
    loss: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    shortOfBitsPerSecond: fc.option(fc.nat(2_000_000), { nil: undefined }),
  });
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 200 }), (trace) => {
      let state = startLine;
      for (const one of trace) {
        state = follow(state, one);
        if (state.quality === 'bad') expect(state.pictures).toBe('paused');
        if (state.pictures === 'full') expect(state.quality).toBe('good');
      }
      expect(brief(after(times(60, calm), state))).toEqual(['good', 'full']);
    }),
  );
});

test('CALL-12 samples are read from the counters of a browser, and of any other values nothing is believed', () => {
  const report = [
    { type: 'candidate-pair', state: 'succeeded', nominated: true, currentRoundTripTime: 0.12, availableOutgoingBitrate: 90_000 },
    { type: 'candidate-pair', state: 'waiting', nominated: false, currentRoundTripTime: 9 },
    { type: 'remote-inbound-rtp', kind: 'audio', fractionLost: 0.02 },
    { type: 'inbound-rtp', kind: 'audio', packetsReceived: 190, packetsLost: 20 },
    { type: 'outbound-rtp', kind: 'video', qualityLimitationReason: 'bandwidth' },
  ];
  expect(sampleOf(report, { received: 100, lost: 10 })).toEqual({
    sample: { roundTripMs: 120, loss: 0.1, shortOfBitsPerSecond: 90_000 },
    counted: { received: 190, lost: 20 },
  });
  expect(sampleOf(report.slice(0, 3), undefined).sample).toEqual({
    roundTripMs: 120,
    loss: 0.02,
    shortOfBitsPerSecond: undefined,
  });
  fc.assert(fc.property(fc.array(fc.anything()), (values) => void sampleOf(values, { received: 1, lost: 1 })));
});
