/** What is known of one person and an urgent message, most telling first. */
import type { LadderRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import type { Translate } from '../../i18n/translate.ts';

interface LadderWords {
  readonly i18n: Translate & { dates(): { time(ms: number): string } };
  readonly name: (user: UserId) => string;
}

export function rungWords(row: LadderRow, { i18n, name }: LadderWords): readonly string[] {
  const { t, n } = i18n;
  const time = (ms: number): string => i18n.dates().time(ms);
  const said: string[] = [];
  const { answer } = row;
  if (answer?.word === 'cannot' && answer.to !== undefined)
    said.push(t('ladder.cannot-to', { name: name(answer.to), time: time(answer.atMs) }));
  else if (answer !== undefined) {
    const key = { taken: 'ladder.taken', call: 'ladder.call', cannot: 'ladder.cannot', replied: 'ladder.replied' } as const;
    said.push(t(key[answer.word], { time: time(answer.atMs) }));
  }
  const hasRead = row.readAtMs !== undefined || row.state === 'read';
  if (hasRead) said.push(row.readAtMs === undefined ? t('ladder.read') : t('ladder.read-at', { time: time(row.readAtMs) }));
  else if (row.deliveredAtMs !== undefined) said.push(t('ladder.delivered-at', { time: time(row.deliveredAtMs) }));
  else if (row.state === 'delivered') said.push(t('ladder.delivered'));
  else if (answer === undefined) said.push(t(row.state === 'queued' ? 'ladder.queued' : 'ladder.sent'));
  if (row.rings > 0) said.push(n('ladder.rings', row.rings));
  else if (row.stage !== undefined && row.stage > 0) said.push(t('ladder.not-yet'));
  if (answer !== undefined || hasRead) return said;
  if (row.push === 'none' && row.rings > 0) said.push(t('ladder.no-push'));
  if (row.push === 'failed') said.push(t('ladder.push-failed'));
  if (row.silentSinceMs !== undefined) said.push(t('ladder.silent', { time: time(row.silentSinceMs) }));
  return said;
}
