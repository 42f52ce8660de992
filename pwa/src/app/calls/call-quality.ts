/**
 * How well a line carries, and what is sent over it (CALL-12): voice first, pictures as the line lets them, and none before the voice suffers.
 * Pure: samples of the connection's counters in, a state out. Worse is believed after few samples and better only after many, so that
 * nothing flickers; a camera that rests is tried again by itself, and later each time that it did not last.
 */
export type Quality = 'good' | 'weak' | 'bad';
/** Of the pictures of this side. */
export type PictureLevel = 'full' | 'small' | 'paused';

/** What a moment of the line was like; undefined: not known. */
export interface LineSample {
  readonly roundTripMs: number | undefined;
  /** The worse of both directions, 0 … 1. */
  readonly loss: number | undefined;
  /** What the line could carry from here, where that is too little for the pictures that are sent. */
  readonly shortOfBitsPerSecond: number | undefined;
}
export interface LineState {
  readonly quality: Quality;
  readonly pictures: PictureLevel;
  /** How many samples in a row said something else than `quality`, and the mildest of them. */
  readonly doubt: { readonly quality: Quality; readonly samples: number } | undefined;
  /** Samples since the pictures changed. */
  readonly samplesSince: number;
  /** How many good samples a camera that rests waits for. */
  readonly restSamples: number;
}

export const sampleEveryMs = 2_000;
const samplesToWorse = 3;
const samplesToBad = 2;
const samplesToBetter = 5;
const firstRestSamples = 5;
const maxRestSamples = 40;
/** A camera that came back and did not last this long rests longer the next time. */
const provenSamples = 15;

const limits = {
  bad: { roundTripMs: 900, loss: 0.12, bitsPerSecond: 120_000 },
  weak: { roundTripMs: 400, loss: 0.04, bitsPerSecond: 350_000 },
} as const;
const order: readonly Quality[] = ['good', 'weak', 'bad'];
const isWorse = (a: Quality, b: Quality): boolean => order.indexOf(a) > order.indexOf(b);

export const startLine: LineState = {
  quality: 'good',
  pictures: 'full',
  doubt: undefined,
  samplesSince: 0,
  restSamples: firstRestSamples,
};

/** What one sample says by itself. */
export function qualityOf({ roundTripMs = 0, loss = 0, shortOfBitsPerSecond = Number.POSITIVE_INFINITY }: LineSample): Quality {
  for (const quality of ['bad', 'weak'] as const) {
    const limit = limits[quality];
    if (roundTripMs > limit.roundTripMs || loss > limit.loss || shortOfBitsPerSecond < limit.bitsPerSecond) return quality;
  }
  return 'good';
}

export function follow(state: LineState, sample: LineSample): LineState {
  const quality = believed(state, qualityOf(sample));
  const next = { ...state, ...quality, samplesSince: state.samplesSince + 1 };
  const pictures = picturesFor(next);
  if (pictures === state.pictures) return next;
  return { ...next, pictures, samplesSince: 0, restSamples: restAfter(state, pictures) };
}

function restAfter({ pictures: before, samplesSince, restSamples }: LineState, pictures: PictureLevel): number {
  if (before === 'paused') return Math.min(maxRestSamples, restSamples * 2);
  return pictures === 'paused' && samplesSince >= provenSamples ? firstRestSamples : restSamples;
}

function believed({ quality, doubt }: LineState, now: Quality): Pick<LineState, 'quality' | 'doubt'> {
  if (now === quality) return { quality, doubt: undefined };
  const isSameSide = doubt !== undefined && isWorse(doubt.quality, quality) === isWorse(now, quality);
  // Of several in a row the mildest is believed: one spike among them says little.
  const mildest = isSameSide && isWorse(now, doubt.quality) === isWorse(now, quality) ? doubt.quality : now;
  const samples = isSameSide ? doubt.samples + 1 : 1;
  const needed = isWorse(now, quality) ? (mildest === 'bad' ? samplesToBad : samplesToWorse) : samplesToBetter;
  return samples >= needed ? { quality: mildest, doubt: undefined } : { quality, doubt: { quality: mildest, samples } };
}

function picturesFor({ quality, pictures, samplesSince, restSamples }: LineState): PictureLevel {
  if (quality === 'bad') return 'paused';
  if (pictures !== 'paused') return quality === 'weak' ? 'small' : 'full';
  // Small at first: whether it lasts is seen then. On a line that stays weak it is tried as well.
  return samplesSince >= restSamples ? 'small' : 'paused';
}

/** What a sender of pictures is told. */
export interface PictureLimits {
  readonly maxBitsPerSecond: number;
  readonly scaleDownBy: number;
  readonly maxFramesPerSecond: number;
}
export const cameraLimits: Readonly<Record<Exclude<PictureLevel, 'paused'>, PictureLimits>> = {
  full: { maxBitsPerSecond: 1_200_000, scaleDownBy: 1, maxFramesPerSecond: 24 },
  small: { maxBitsPerSecond: 250_000, scaleDownBy: 2, maxFramesPerSecond: 15 },
};
/** Letters stay sharp: fewer pictures, and never none. What is shown on purpose is not taken away. */
export const screenLimits: Readonly<Record<PictureLevel, PictureLimits>> = {
  full: { maxBitsPerSecond: 1_500_000, scaleDownBy: 1, maxFramesPerSecond: 15 },
  small: { maxBitsPerSecond: 300_000, scaleDownBy: 1, maxFramesPerSecond: 5 },
  paused: { maxBitsPerSecond: 80_000, scaleDownBy: 2, maxFramesPerSecond: 2 },
};
