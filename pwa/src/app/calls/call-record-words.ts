/** A call that is over in one line (CALL-11): whoever was called and did not answer missed it. */
import { type CallRecord, isMissedCall } from '@sanad/model/engine/api';
import type { Translate } from '../../i18n/translate.ts';
import { clockOf } from '../voice/stopwatch.ts';

export const isMissedHere = (record: CallRecord, isMine: boolean): boolean => !isMine && isMissedCall(record);

export function callRecordWords({ t }: Pick<Translate, 't'>, record: CallRecord, isMine: boolean): string {
  const kind = record.video ? 'video' : 'audio';
  if (isMissedHere(record, isMine)) return t(`calls.told.missed.${kind}`);
  if (record.outcome !== 'talked') return t(`calls.told.${record.outcome}`);
  return t('calls.told.lasted', { what: t(`calls.told.${kind}`), time: clockOf(record.durationMs) });
}
