import { expect, test } from 'vitest';
import { filesSummary } from './files-summary.ts';

const file = (name: string, type: string) => ({ name, type, voice: undefined });
const photo = file('plaie.jpg', 'image/jpeg');
const report = file('Bilan.pdf', 'application/pdf');
const note = { ...file('note.webm', 'audio/webm'), voice: { durationMs: 9_000, waveform: new Uint8Array() } };

test('one file is told by its kind, a document by its name as well and a voice note by its length', () => {
  expect(filesSummary([photo])).toEqual({ kind: 'picture', count: 1 });
  expect(filesSummary([report])).toEqual({ kind: 'document', count: 1, name: 'Bilan.pdf' });
  expect(filesSummary([note])).toEqual({ kind: 'voice', count: 1, durationMs: 9_000 });
});

test('several are counted; of several kinds they are documents', () => {
  expect(filesSummary([photo, photo])).toEqual({ kind: 'picture', count: 2 });
  expect(filesSummary([photo, report, note])).toEqual({ kind: 'document', count: 3 });
  expect([filesSummary([]), filesSummary(undefined)]).toEqual([undefined, undefined]);
});
