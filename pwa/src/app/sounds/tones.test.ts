import { expect, test } from 'vitest';
import { lengthS, TONES, wantedFor } from './tones.ts';

/** Semitones above the first note of each melody of IEC 60601-1-8 (annex, medium priority), which a ward reacts to. */
const monitors = {
  general: [0, 0, 0],
  cardiac: [0, 4, 7],
  perfusion: [0, 6, 0],
  ventilation: [9, 5, 0],
  oxygen: [11, 9, 7],
  temperature: [0, 2, 4],
  drug: [0, 2, 7],
  power: [0, 0, 0],
};

test('an urgent message has a rising figure of 1.2 seconds that is no melody of a bedside monitor', () => {
  const { notes } = TONES.urgent;
  const first = notes[0]?.hertz ?? 1;
  const steps = notes.map(({ hertz }) => Math.round(12 * Math.log2(hertz / first)));
  expect(steps).toEqual([...steps].sort((a, b) => a - b));
  expect(lengthS(TONES.urgent)).toBeCloseTo(1.2);
  for (const melody of Object.values(monitors)) {
    const base = melody[0] ?? 0;
    expect(steps).not.toEqual(melody.map((step) => step - base));
  }
});

test('what is not urgent is one or two soft knocks, and an answer makes no sound', () => {
  expect(lengthS(TONES.message)).toBeCloseTo(0.2);
  expect(lengthS(TONES.medium)).toBeLessThan(0.6);
  expect(TONES.answered.notes).toEqual([]);
});

test('a repeat is the same figure twice, and nothing loops', () => {
  expect(TONES['urgent-again'].notes).toHaveLength(2 * TONES.urgent.notes.length);
  for (const tones of Object.values(TONES)) expect(lengthS(tones)).toBeLessThan(3);
});

test('URGENT-10 what is off is off, but for urgent messages if she lets them', () => {
  const off = { sounds: false, vibration: false, urgentAloud: true };
  for (const cue of ['urgent', 'urgent-again', 'escalated'] as const) {
    expect(wantedFor(cue, off)).toMatchObject({ sounds: true, vibration: true });
    expect(wantedFor(cue, { ...off, urgentAloud: false })).toMatchObject({ sounds: false, vibration: false });
  }
  for (const cue of ['message', 'medium', 'answered'] as const)
    expect(wantedFor(cue, off)).toMatchObject({ sounds: false, vibration: false });
});
