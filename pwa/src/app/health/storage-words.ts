/** Sizes in words, how low space is, and which browser is spoken to. */
import type { I18n } from '../../i18n/use-i18n.ts';
import type { StorageReading } from '../../platform/storage-health.ts';
import { fileSize, megabyte } from '../files/file-words.ts';

/** As of a file; what is less than a megabyte is all the same here. */
export const sizeWords = (i18n: Pick<I18n, 't' | 'n' | 'language'>, bytes: number): string =>
  bytes < megabyte ? i18n.t('storage.size.less') : fileSize(i18n, bytes);

const lowShare = 0.1;
const lowBytes = 50 * megabyte;

/** What is left, when that is little; undefined: enough, or the browser does not say. */
export function lowSpace({ usedBytes, quotaBytes }: StorageReading): number | undefined {
  if (usedBytes === undefined || quotaBytes === undefined || quotaBytes === 0) return undefined;
  const left = Math.max(0, quotaBytes - usedBytes);
  return left < lowBytes || left < quotaBytes * lowShare ? left : undefined;
}

export type BrowserKind = 'chromium' | 'firefox' | 'safari' | 'other';

export function browserKind(agent: string): BrowserKind {
  if (/Firefox\/|FxiOS/.test(agent)) return 'firefox';
  if (/CriOS|Chrome\/|Chromium\//.test(agent)) return /iPhone|iPad/.test(agent) ? 'safari' : 'chromium';
  return /Safari\//.test(agent) ? 'safari' : 'other';
}
