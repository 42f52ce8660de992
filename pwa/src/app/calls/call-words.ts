/** A call in words: what it does now, how long it lasted, why it is over. */
import type { CallRow } from '@sanad/model/engine/api';
import type { Translate } from '../../i18n/translate.ts';
import { clockOf } from '../voice/stopwatch.ts';

/** `nowMs` by the clock of this device. */
export function callWords({ t }: Translate, row: CallRow, nowMs: number): string {
  switch (row.phase) {
    case 'outgoing':
      return t(row.isRinging ? 'calls.ringing' : 'calls.calling');
    case 'incoming':
      return t(row.video ? 'calls.incoming.video' : 'calls.incoming.audio');
    case 'answering':
    case 'connecting':
      return t('calls.connecting');
    case 'reconnecting':
      return t('calls.reconnecting');
    case 'active':
      return clockOf(nowMs - (row.connectedAtMs ?? nowMs));
    case 'ended':
      return endWords({ t }, row);
  }
}

function endWords({ t }: Pick<Translate, 't'>, { reason, connectedAtMs, endedAtMs, isCaller }: CallRow): string {
  if (reason === undefined) return '';
  if (reason === 'hung-up' && connectedAtMs !== undefined)
    return t('calls.end.lasted', { time: clockOf((endedAtMs ?? connectedAtMs) - connectedAtMs) });
  if (!isCaller && (reason === 'cancelled' || reason === 'unanswered')) return t('calls.end.missed');
  return t(`calls.end.${reason}`);
}

/** What needs no word of hers: it goes by itself. */
export const isEndPlain = ({ reason, isCaller }: CallRow): boolean =>
  reason === 'hung-up' ||
  reason === 'elsewhere' ||
  reason === 'declined-elsewhere' ||
  (reason === 'cancelled' && isCaller) ||
  (reason === 'declined' && !isCaller);

/** The network, or a device, may be the reason: there is a page that finds out. */
export const isWorthChecking = ({ reason }: CallRow): boolean =>
  reason === 'failed' || reason === 'lost' || reason === 'no-microphone';
