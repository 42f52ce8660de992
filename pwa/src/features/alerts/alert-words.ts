/** One alert in words: what happened, then where and what it means. Names stand between isolates (app/trust/NamedSentence.tsx). */
import type { AlertRow, Person, UrgentRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { peerName, personOf } from '../../app/peers.tsx';
import { personName } from '../../app/people.tsx';
import { countdown } from '../../app/urgent/urgent-words.ts';
import { visibleName } from '../../app/visible-name.ts';
import type { I18n } from '../../i18n/use-i18n.ts';

export interface AlertWorld {
  readonly i18n: Pick<I18n, 't' | 'n' | 'dates'>;
  readonly me: UserId | undefined;
  /** By the server's clock, which rings. */
  readonly nowMs: number;
  readonly person: (user: UserId) => Person | undefined;
}
export interface AlertWords {
  readonly title: string;
  readonly detail: string | undefined;
}
type Of<Kind extends AlertRow['kind']> = Extract<AlertRow, { readonly kind: Kind }>;

const isolated = (name: string) => `\u2068${name}\u2069`;
const nameOf = ({ i18n, person }: AlertWorld, user: UserId | undefined): string => {
  const known = user === undefined ? undefined : person(user);
  return isolated(known === undefined ? i18n.t('chat.person-unknown') : personName(i18n, known));
};

export function alertWords(alert: AlertRow, world: AlertWorld): AlertWords {
  const { t, n, dates } = world.i18n;
  switch (alert.kind) {
    case 'urgent':
      return urgentWords(alert, world);
    case 'mention':
      return mentionWords(alert, world);
    case 'missed-call': {
      const name = isolated(peerName(world.i18n, alert.peer));
      return { title: t(`alerts.missed-call.${alert.video ? 'video' : 'audio'}`, { name }), detail: undefined };
    }
    case 'member':
      return memberWords(alert, world);
    case 'swap': {
      const { role, startMs, endMs } = alert;
      const from = dates().moment(startMs, world.nowMs);
      return {
        title: t(`alerts.swap.${alert.what}`, { name: nameOf(world, alert.user) }),
        detail: t('alerts.swap.text', { role: isolated(role), from, to: dates().time(endMs) }),
      };
    }
    case 'event':
      return eventWords(alert, world);
    case 'identity':
      return { title: t('alerts.identity', { name: nameOf(world, alert.user) }), detail: t('alerts.identity.text') };
    case 'own-device': {
      const label = visibleName(alert.label) || t('devices.unnamed');
      return { title: t('alerts.device', { name: isolated(label) }), detail: t('alerts.device.text') };
    }
    case 'catch-up': {
      const from = dates().time(alert.fromMs);
      const to = dates().time(alert.atMs);
      return {
        title: n('alerts.catch-up', alert.messages),
        detail: n('alerts.catch-up.text', alert.conversations, { from, to }),
      };
    }
  }
}

/** What, or who asks; then when and where. */
function eventWords({ what, title, place, wholeDay, startMs, endMs, user }: Of<'event'>, world: AlertWorld): AlertWords {
  const { t, dates } = world.i18n;
  const { nowMs } = world;
  const name = nameOf(world, user);
  const at = wholeDay ? dates().day(startMs, nowMs) : `${dates().moment(startMs, nowMs)} – ${dates().time(endMs)}`;
  return {
    title: t(`alerts.event.${what}`, { name, title: isolated(visibleName(title) || t('event.untitled')) }),
    detail: [at, ...(place === '' ? [] : [isolated(visibleName(place))])].join(' · '),
  };
}

/** Who, then where; of a message of before who it was is not known. */
function mentionWords({ author, peer }: Of<'mention'>, world: AlertWorld): AlertWords {
  const { t } = world.i18n;
  const name = isolated(peerName(world.i18n, peer));
  if (author === undefined) return { title: t(`alerts.mention.${peer.kind}`, { name }), detail: undefined };
  return { title: t('alerts.mention.direct', { name: nameOf(world, author) }), detail: peer.kind === 'group' ? name : undefined };
}

function memberWords({ change, user, peer }: Of<'member'>, world: AlertWorld): AlertWords {
  const name = isolated(peerName(world.i18n, peer));
  const { t } = world.i18n;
  if (change === 'removed-me') return { title: t('alerts.member.removed-me', { name }), detail: undefined };
  if (change === 'added-me' && user === undefined) return { title: t('alerts.member.added', { name }), detail: undefined };
  return { title: t(`alerts.member.${change}`, { name, by: nameOf(world, user) }), detail: undefined };
}

function urgentWords({ item }: Of<'urgent'>, world: AlertWorld): AlertWords {
  const { t } = world.i18n;
  const { message, peer } = item;
  const { urgent } = message;
  const where = isolated(personOf(peer)?.unit ?? peerName(world.i18n, peer));
  if (urgent === undefined) return { title: t('alerts.urgent.from', { name: nameOf(world, message.author) }), detail: where };
  if (message.mine) return ownUrgentWords(urgent, t('alerts.urgent.to', { name: isolated(peerName(world.i18n, peer)) }), world);
  const name = nameOf(world, message.author);
  if (urgent.owed) {
    const rings = urgent.nextRingAtMs;
    const next = rings === undefined ? '' : ` · ${t('alerts.urgent.next', { time: countdown(rings, world.nowMs) })}`;
    return { title: t('alerts.urgent.owed', { name }), detail: `${t('alerts.urgent.place', { place: where })}${next}` };
  }
  return { title: t('alerts.urgent.from', { name }), detail: `${where} · ${standing(urgent, world)}` };
}

function standing(urgent: UrgentRow, world: AlertWorld): string {
  const { t } = world.i18n;
  const mine = urgent.answers.find(({ user }) => user === world.me);
  const last = urgent.answers.findLast(({ word }) => word !== 'cannot');
  // Who could not is told who could.
  const isElsewhere = mine?.word === 'cannot' && urgent.phase === 'answered' && last !== undefined;
  if (mine !== undefined && !isElsewhere) return t(`alerts.answer.${mine.word}`);
  if (urgent.phase === 'answered' && last !== undefined) return t('alerts.urgent.answered', { name: nameOf(world, last.user) });
  if (urgent.phase === 'withdrawn') return t('alerts.urgent.withdrawn');
  return t(urgent.phase === 'unanswered' ? 'alerts.urgent.unanswered' : 'alerts.urgent.open');
}

function ownUrgentWords(urgent: UrgentRow, to: string, { i18n }: AlertWorld): AlertWords {
  const { t } = i18n;
  switch (urgent.phase) {
    case 'answered':
      return {
        title: t('alerts.own.answered'),
        detail: `${to} · ${t('alerts.own.answered.count', { answered: urgent.answered, of: Math.max(urgent.asked.length, urgent.answered) })}`,
      };
    case 'withdrawn':
      return { title: t('alerts.own.withdrawn'), detail: to };
    case 'expired':
      return { title: t('alerts.own.expired'), detail: `${to} · ${t('alerts.own.expired.text')}` };
    default:
      return { title: t('alerts.own.unanswered'), detail: `${to} · ${t('alerts.own.unanswered.text')}` };
  }
}
