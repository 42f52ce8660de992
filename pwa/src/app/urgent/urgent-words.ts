/** What there is to say of an urgent message: how it stands, and what follows if nobody answers. */
import type { UrgentRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import type { Translate } from '../../i18n/translate.ts';

export interface UrgentWords {
  readonly i18n: Translate & { dates(): { time(ms: number): string } };
  readonly name: (user: UserId) => string;
  readonly me: UserId | undefined;
}

const minutes = (ms: number): number => Math.round(ms / 60_000);

export const listed = (names: readonly string[]): string => names.join(', ');

/** How it ended, or how it stands for me; undefined: nobody has answered. */
export function standing(urgent: UrgentRow, mine: boolean, { i18n, name, me }: UrgentWords): string | undefined {
  const at = (ms: number | undefined): string => (ms === undefined ? '' : i18n.dates().time(ms));
  switch (urgent.phase) {
    case 'waiting':
      return i18n.t('urgent.waiting');
    case 'expired':
      return i18n.t('urgent.expired');
    case 'unanswered':
      return i18n.t('urgent.unanswered');
    case 'withdrawn':
      return i18n.t(mine ? 'urgent.withdrawn-me' : 'urgent.withdrawn', { time: at(urgent.endedAtMs) });
    case 'answered': {
      const first = urgent.answers.find(({ word }) => word !== 'cannot');
      if (first === undefined) return undefined;
      if (urgent.need === 'each') return i18n.t('urgent.handled-each', { time: at(urgent.answers.at(-1)?.atMs) });
      const isMe = first.user === me;
      const places = { name: name(first.user), time: at(first.atMs) };
      if (first.word === 'call') return i18n.t(isMe ? 'urgent.handled-call-me' : 'urgent.handled-call', places);
      return i18n.t(isMe ? 'urgent.handled-me' : 'urgent.handled', places);
    }
    case 'ringing': {
      const own = urgent.answers.find(({ user }) => user === me);
      if (urgent.standBy) return i18n.t('urgent.stand-by', { time: at(urgent.escalatesAtMs) });
      if (own === undefined) return undefined;
      return i18n.t(own.word === 'cannot' ? 'urgent.i-cannot' : 'urgent.waiting-others');
    }
  }
}

/** While it rings. */
export function whatFollows(urgent: UrgentRow, { i18n, name }: UrgentWords): string | undefined {
  if (urgent.phase !== 'ringing' || urgent.everyMs === 0) return undefined;
  const every = minutes(urgent.everyMs);
  if (urgent.escalatesAtMs === undefined || urgent.escalatesTo.length === 0) return i18n.t('urgent.then.ring', { every });
  const who = listed(urgent.escalatesTo.map(name));
  return i18n.t('urgent.then.ring-and', { every, who, time: i18n.dates().time(urgent.escalatesAtMs) });
}

/** Minutes and seconds to a moment, 1:24; what is due now says 0:00, and never less. */
export function countdown(atMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((atMs - nowMs) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
