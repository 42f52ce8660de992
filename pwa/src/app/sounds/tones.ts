/**
 * What SANAD sounds like, as data. Rising G–C–D: none of the melodies of IEC 60601-1-8 (its cardiac alarm is c–e–g), and
 * the soft decay of struck wood instead of their bursts, so that nobody turns to a bedside monitor. Seconds and hertz.
 */
import type { SoundCue } from '@sanad/model/engine/api';

export interface Note {
  readonly atS: number;
  readonly hertz: number;
  readonly lastsS: number;
  /** 0 … 1 */
  readonly gain: number;
}
export interface Tones {
  readonly notes: readonly Note[];
  /** Milliseconds, as for `navigator.vibrate`: on, off, on … */
  readonly vibration: readonly number[];
}

const [low, middle, high] = [392, 523.25, 587.33];
const knock = (atS: number): readonly Note[] => [
  { atS, hertz: 196, lastsS: 0.2, gain: 0.35 },
  { atS, hertz: middle, lastsS: 0.08, gain: 0.12 },
];
const figure = (atS: number): readonly Note[] => [
  { atS, hertz: low, lastsS: 0.4, gain: 0.7 },
  { atS: atS + 0.3, hertz: middle, lastsS: 0.4, gain: 0.8 },
  { atS: atS + 0.6, hertz: high, lastsS: 0.6, gain: 0.9 },
];

export interface Wanted {
  readonly sounds: boolean;
  readonly vibration: boolean;
}

export const TONES: Readonly<Record<SoundCue, Tones>> = {
  message: { notes: knock(0), vibration: [30] },
  medium: { notes: [...knock(0), ...knock(0.25)], vibration: [30, 120, 30] },
  urgent: { notes: figure(0), vibration: [400, 100, 400] },
  'urgent-again': { notes: [...figure(0), ...figure(1.5)], vibration: [400, 100, 400, 100, 400] },
  escalated: { notes: [...figure(0), ...figure(1.5)], vibration: [400, 200, 400, 200, 400, 200, 400] },
  answered: { notes: [], vibration: [30] },
};

export const lengthS = ({ notes }: Tones): number => Math.max(0, ...notes.map(({ atS, lastsS }) => atS + lastsS));
/** URGENT-10: what she switched off stays off, but for urgent messages if she lets them. */
export const wantedFor = (cue: SoundCue, settings: Wanted & { readonly urgentAloud: boolean }): Wanted =>
  isUrgentCue(cue) && settings.urgentAloud ? { sounds: true, vibration: true } : settings;
export const isUrgentCue = (cue: SoundCue): boolean => cue === 'urgent' || cue === 'urgent-again' || cue === 'escalated';
