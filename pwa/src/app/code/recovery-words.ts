/** Who made a recovery code, in words; and whether somebody else than this device did so lately. */
import type { RecoveryCodeRow } from '@sanad/model/engine/api';
import type { I18n } from '../../i18n/use-i18n.ts';
import { deviceName } from '../devices/device-words.ts';

const newsMs = 7 * 86_400_000;

export const replacedBy = (i18n: Pick<I18n, 't'>, { by, label }: RecoveryCodeRow): string =>
  by === 'other' ? i18n.t('recovery.by.other', { label: deviceName(i18n, label) }) : i18n.t(`recovery.by.${by}`);

/** The valid code, when it replaced another one within a week and not by this device's hand. */
export function recentlyReplaced(codes: readonly RecoveryCodeRow[] | undefined, nowMs: number): RecoveryCodeRow | undefined {
  const [current, before] = codes ?? [];
  const isNews = current !== undefined && before !== undefined && current.by !== 'this' && nowMs - current.atMs < newsMs;
  return isNews ? current : undefined;
}
