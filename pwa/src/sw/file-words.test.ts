/** A message without words, in a notification: what it carries, as the app says it. */
import { expect, test } from 'vitest';
import { filesSaid } from './file-words.ts';

test.each([
  [{ kind: 'picture', count: 1 }, 'Photo', 'صورة', 'Photo'],
  [{ kind: 'picture', count: 2 }, '2 photos', 'صورتان', '2 photos'],
  [{ kind: 'picture', count: 3 }, '3 photos', '3 صور', '3 photos'],
  [{ kind: 'voice', count: 1, durationMs: 75_400 }, 'Note vocale (1:15)', 'رسالة صوتية (1:15)', 'Voice note (1:15)'],
  [{ kind: 'voice', count: 1 }, 'Note vocale', 'رسالة صوتية', 'Voice note'],
  [{ kind: 'video', count: 1 }, 'Vidéo', 'فيديو', 'Video'],
  [
    { kind: 'document', count: 1, name: '$& bilan.pdf' },
    'Document : ⁨$& bilan.pdf⁩',
    'وثيقة: ⁨$& bilan.pdf⁩',
    'Document: ⁨$& bilan.pdf⁩',
  ],
  [{ kind: 'document', count: 10 }, '10 documents', '10 وثائق', '10 documents'],
  [undefined, 'Fichier joint', 'ملفّ مرفق', 'Attached file'],
] as const)('NOTIFY-2 %o', (files, french, arabic, english) => {
  expect([filesSaid('fr')(files), filesSaid('ar')(files), filesSaid('en')(files)]).toEqual([french, arabic, english]);
});
