/** Sizes in words, how low space is, and which browser is spoken to. */
import { localeOf } from '../../i18n/language.ts';
import type { I18n } from '../../i18n/use-i18n.ts';
import type { StorageReading } from '../../platform/storage-health.ts';
import { megabyte } from '../files/file-words.ts';

export function sizeWords({ t, language }: Pick<I18n, 't' | 'language'>, bytes: number): string {
  if (bytes < megabyte) return t('storage.size.less');
  if (bytes < 1000 * megabyte) return t('storage.size.mb', { n: Math.round(bytes / megabyte) });
  const gigabytes = bytes / (1000 * megabyte);
  const digits = new Intl.NumberFormat(localeOf[language()], { maximumFractionDigits: gigabytes < 10 ? 1 : 0 });
  return t('storage.size.gb', { n: digits.format(gigabytes) });
}

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
