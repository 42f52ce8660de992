/** How a device is called and when it was there, in words. */
import type { DeviceRow } from '@sanad/model/engine/api';
import { daysBetween } from '../../i18n/dates.ts';
import type { I18n } from '../../i18n/use-i18n.ts';

/** Connected so recently that the minute would say too much. */
const justNowMs = 5 * 60_000;

/**
 * For a sentence: first-strong isolate … pop isolate (UAX #9), so that a Latin name does not turn Arabic words round. The dot of a name
 * that a device gave itself starts no line.
 */
export const deviceName = ({ t }: Pick<I18n, 't'>, label: string): string =>
  `\u2068${label === '' ? t('devices.unnamed') : label.replaceAll(' · ', '\u00a0·\u00a0')}\u2069`;

/** For its picture alone: what the name that it gave itself says, until its owner gives it another. */
export function deviceKind({ label, computer }: Pick<DeviceRow, 'label' | 'computer'>): 'computer' | 'phone' | undefined {
  if (computer !== undefined || /\b(?:Windows|Mac|Linux)\b/.test(label)) return 'computer';
  return /\b(?:iPhone|iPad|Android)\b/.test(label) ? 'phone' : undefined;
}

/** "aujourd’hui à 14:02", "hier à 14:02", "le mardi 13 octobre" */
export function whenWords(i18n: Pick<I18n, 't' | 'dates'>, ms: number, nowMs: number): string {
  const days = daysBetween(ms, nowMs);
  if (days > 1) return i18n.t('devices.when.day', { day: i18n.dates().day(ms, nowMs) });
  return i18n.t(days === 1 ? 'devices.when.yesterday' : 'devices.when.today', { time: i18n.dates().time(ms) });
}

export function seenWords(i18n: Pick<I18n, 't' | 'dates'>, seenAtMs: DeviceRow['seenAtMs'], nowMs: number): string {
  if (seenAtMs === undefined) return i18n.t('devices.seen-never');
  if (nowMs - seenAtMs < justNowMs) return i18n.t('devices.seen-now');
  return i18n.t('devices.seen', { when: whenWords(i18n, seenAtMs, nowMs) });
}
