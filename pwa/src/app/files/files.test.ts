import type { AttachmentRow, FilesSummary } from '@sanad/model/engine/api';
import type { FileId } from '@sanad/model/ids';
import { expect, test } from 'vitest';
import { ar } from '../../i18n/ar.ts';
import { fr } from '../../i18n/fr.ts';
import { makeTranslate } from '../../i18n/translate.ts';
import { extensionOf, fileErrorWords, fileSize, lineOf, lineOfRow, refusedWords } from './file-words.ts';
import { shownType } from './open-file.ts';
import { nameFor } from './prepare-file.ts';

const french = { ...makeTranslate('fr', fr), language: () => 'fr' as const };
const arabic = { ...makeTranslate('ar', ar), language: () => 'ar' as const };

test('sizes are said as phones say them', () => {
  expect(fileSize(french, 1)).toBe('1\u00a0octet');
  expect(fileSize(french, 999)).toBe('999\u00a0octets');
  expect(fileSize(french, 412_300)).toBe('412\u00a0ko');
  expect(fileSize(french, 1_540_000)).toBe('1,5\u00a0Mo');
  expect(fileSize(french, 25_400_000)).toBe('25\u00a0Mo');
  expect(fileSize(arabic, 412_300)).toBe('412 كيلوبايت');
  expect([1, 2, 7, 40, 300].map((bytes) => fileSize(arabic, bytes))).toEqual([
    'بايت واحد',
    'بايتان',
    '7 بايتات',
    '40 بايتًا',
    '300 بايت',
  ]);
});

test('the tile shows the end of a name only when it looks like one', () => {
  expect(extensionOf('Transfert v4.pdf')).toBe('PDF');
  expect(extensionOf('scanner.tar.gz')).toBe('GZ');
  expect(extensionOf('rapport')).toBeUndefined();
  expect(extensionOf('notes.du médecin')).toBeUndefined();
});

test('a message without words says what it carries', () => {
  const said = (i18n: typeof french | typeof arabic, files: FilesSummary | undefined) => lineOf(i18n, { text: '', files });
  expect(said(french, { kind: 'picture', count: 1 })).toBe('Photo');
  expect(said(french, { kind: 'picture', count: 3 })).toBe('3 photos');
  expect(said(french, { kind: 'voice', count: 1, durationMs: 72_400 })).toBe('Note vocale (1:12)');
  expect(said(french, { kind: 'voice', count: 2 })).toBe('2 notes vocales');
  expect(said(french, { kind: 'document', count: 1, name: 'Bilan.pdf' })).toBe('Document\u00a0: \u2068Bilan.pdf\u2069');
  expect(said(arabic, { kind: 'document', count: 1, name: 'Bilan.pdf' })).toBe('وثيقة: \u2068Bilan.pdf\u2069');
  expect(said(arabic, { kind: 'document', count: 2 })).toBe('وثيقتان');
  expect(said(french, undefined)).toBe('Fichier joint');
  expect(lineOf(french, { text: 'Lit 4', files: { kind: 'picture', count: 1 } })).toBe('Lit 4');
});

test('a picture that went as it is has the same word in a quote as in the list', () => {
  const heic: AttachmentRow = {
    ...{ file: '0b'.repeat(16) as FileId, bytes: 1, name: 'IMG_0001.HEIC', type: 'image/heic' },
    ...{ image: undefined, voice: undefined, place: 'local', transfer: undefined, filed: undefined },
  };
  expect(lineOfRow(french, { text: '', attachments: [heic] })).toBe('Photo');
});

test('each failure has words of its own', () => {
  expect(fileErrorWords(french, { type: 'damaged' })).toContain('modifié ou coupé en route');
  expect(fileErrorWords(french, { type: 'gone' })).toContain('Retiré');
  expect(refusedWords(french, 'file/quota')).toContain('place prévue');
  expect(refusedWords(french, undefined)).toContain('–');
});

test('nothing that a browser renders as a page stands at an address of ours', () => {
  for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml', 'text/xml', 'text/plain', ''])
    expect(shownType(type)).toBe('application/octet-stream');
  for (const type of ['image/jpeg', 'application/pdf', 'audio/webm']) expect(shownType(type)).toBe(type);
});

test('a picture that was drawn anew is called what it is now', () => {
  expect(nameFor('IMG_0001.HEIC', 'image/jpeg')).toBe('IMG_0001.jpg');
  expect(nameFor('photo.JPEG', 'image/jpeg')).toBe('photo.JPEG');
  expect(nameFor('sans-fin', 'image/png')).toBe('sans-fin.png');
});
