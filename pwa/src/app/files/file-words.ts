/** Files in words: sizes, kinds, what became of one. */
import {
  type Attachment,
  type CallRecord,
  type FileError,
  type FilesSummary,
  filesSummary,
  type MessageRow,
} from '@sanad/model/engine/api';
import type { ErrorCode } from '@sanad/model/wire/error-code';
import { localeOf } from '../../i18n/language.ts';
import type { SentenceKey } from '../../i18n/translate.ts';
import type { I18n } from '../../i18n/use-i18n.ts';
import { callRecordWords } from '../calls/call-record-words.ts';
import { isolateMeasures } from '../measures.ts';
import { clockOf } from '../voice/stopwatch.ts';

const kilobyte = 1000;
export const megabyte = 1_000_000;
const gigabyte = 1_000_000_000;

/** Units as phones count them; one digit after the comma where it tells something. */
export function fileSize({ t, n, language }: Pick<I18n, 't' | 'n' | 'language'>, bytes: number): string {
  const digits = (amount: number, maximumFractionDigits: number) =>
    new Intl.NumberFormat(localeOf[language()], { maximumFractionDigits }).format(amount);
  if (bytes < kilobyte) return n('file.size.bytes', bytes, { n: digits(bytes, 0) });
  if (bytes < megabyte) return t('file.size.kb', { n: digits(Math.round(bytes / kilobyte), 0) });
  if (bytes < gigabyte) return t('file.size.mb', { n: digits(bytes / megabyte, bytes < 10 * megabyte ? 1 : 0) });
  return t('file.size.gb', { n: digits(bytes / gigabyte, bytes < 10 * gigabyte ? 1 : 0) });
}

export const megabytes = (i18n: Pick<I18n, 't' | 'n' | 'language'>, mb: number): string => fileSize(i18n, mb * megabyte);

/** What stands on the tile of a document: the end of its name, when that looks like one. */
export function extensionOf(name: string): string | undefined {
  return /\.([A-Za-z0-9]{1,4})$/.exec(name)?.[1]?.toUpperCase();
}

/** A file among others: a voice note is called by nobody. */
export const fileTitle = ({ t }: Pick<I18n, 't'>, { name, voice }: Pick<Attachment, 'name' | 'voice'>): string =>
  voice === undefined ? name : t('file.voice.long', { length: clockOf(voice.durationMs) });

/** `unreadable`: a picture that is not shown (shown-picture.ts). */
export type ShownFileError = FileError | { readonly type: 'unreadable' };
const ERROR: Readonly<Record<ShownFileError['type'], SentenceKey>> = {
  offline: 'file.error.offline',
  unknown: 'file.error.unknown',
  unsent: 'file.unsent',
  gone: 'file.gone',
  damaged: 'file.error.damaged',
  'storage-full': 'file.error.storage-full',
  unreadable: 'viewer.unreadable',
};
export const fileErrorWords = ({ t }: Pick<I18n, 't'>, error: ShownFileError): string => t(ERROR[error.type]);

export function refusedWords({ t }: Pick<I18n, 't'>, code: ErrorCode | undefined): string {
  switch (code) {
    case 'file/too-large':
    case 'request/too-large':
      return t('file.refused.too-large');
    case 'file/quota':
      return t('file.refused.quota');
    case 'space/not-member':
      return t('file.refused.not-member');
    default:
      return t('file.refused.other', { code: code ?? '–' });
  }
}

/** Between other words, of whatever direction they are. */
const apart = (name: string): string => `\u2068${name}\u2069`;

function summaryWords({ t, n }: Pick<I18n, 't' | 'n'>, { kind, count, name, durationMs }: FilesSummary): string {
  if (count > 1) return n(`file.${kind}s`, count);
  if (kind === 'document' && name !== undefined) return t('file.document.named', { name: apart(name) });
  if (kind === 'voice' && durationMs !== undefined) return t('file.voice.long', { length: clockOf(durationMs) });
  return t(`file.${kind}`);
}

interface Line {
  readonly text: string;
  readonly files?: FilesSummary | undefined;
  readonly call?: CallRecord | undefined;
  readonly mine?: boolean;
}

/** A message in one line, wherever one stands for it: its words, or in their place what it carries. */
export function lineOf(i18n: Pick<I18n, 't' | 'n'>, { text, files, call, mine = false }: Line): string {
  if (text !== '') return isolateMeasures(text);
  if (call !== undefined) return callRecordWords(i18n, call, mine);
  // Without words it carries something, also where this version cannot say what.
  return files === undefined ? i18n.t('file.some') : summaryWords(i18n, files);
}

export const lineOfRow = (i18n: Pick<I18n, 't' | 'n'>, { text, attachments, call, mine }: LineRow): string =>
  lineOf(i18n, { text, files: filesSummary(attachments), ...(call && { call }), ...(mine !== undefined && { mine }) });
type LineRow = Pick<MessageRow, 'text' | 'attachments'> & Partial<Pick<MessageRow, 'call' | 'mine'>>;
