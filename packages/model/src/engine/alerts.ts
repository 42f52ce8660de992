/**
 * The notification centre (URGENT-9): what still needs her first, then what happened, newest first. From rows that are there anyway; up to where it
 * was read is a row of this device.
 */
import * as v from 'valibot';
import type { SpaceId } from '../ids.ts';
import { isMissedCall } from '../schema/call-record-values.ts';
import { countField as count } from '../wire/fields.ts';
import type { ConversationPeer, SpaceEvent } from './api.ts';
import type { AlertRow, UrgentItem } from './api-urgent.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import type { Identities } from './identities.ts';
import type { OwnDevices } from './own-devices.ts';
import type { People } from './people.ts';
import { CalledRow } from './records.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { Store } from './store.ts';
import type { Summaries } from './summaries.ts';
import { keptMs } from './urgent-facts.ts';
import type { Urgents } from './urgents.ts';

export interface AlertsParts {
  readonly context: Pick<EngineContext, 'store' | 'identity' | 'deps' | 'http'>;
  readonly people: Pick<People, 'chainOf' | 'colleagues'>;
  readonly spaces: Pick<Spaces, 'all'>;
  readonly summaries: Pick<Summaries, 'unread'>;
  readonly urgents: Pick<Urgents, 'history'>;
  readonly identities: Pick<Identities, 'needsAcceptance'>;
  readonly ownDevices: Pick<OwnDevices, 'rows'>;
  readonly events: (space: SpaceId) => readonly SpaceEvent[];
  readonly peerOf: (space: SpaceView) => ConversationPeer | undefined;
}
export const alertTables = [
  'urgent',
  'alarm',
  'summary',
  'read',
  'mark',
  'own-read',
  'space-events',
  'space',
  'chain',
  'own',
  'alerts-read',
  'catch-up',
  'called',
  'pending',
];

/** ['alerts-read'] */
const ReadRow = v.object({ atMs: count });
/** ['catch-up']: what came after the newest long time without the network. */
export const CatchUpRow = v.object({ atMs: count, fromMs: count, messages: count, conversations: count });

const maxAlerts = 200;

export const readAlertsAtMs = (store: Pick<Store, 'get'>): number => {
  const row = v.safeParse(ReadRow, store.get(['alerts-read']));
  return row.success ? row.output.atMs : 0;
};

export function alertsOf(parts: AlertsParts): readonly AlertRow[] {
  const { context, spaces } = parts;
  const sinceMs = serverNowMs(context) - keptMs;
  const readAtMs = readAlertsAtMs(context.store);
  const found: readonly Found[] = [
    ...parts.urgents.history().flatMap((item) => urgentAlert(item, reportedTo(parts, item.conversation))),
    ...spaces.all().flatMap((space) => [...mentions(parts, space), ...missedCalls(parts, space), ...members(parts, space)]),
    ...identities(parts),
    ...ownDevices(parts),
    ...catchUp(context.store),
  ];
  return found
    .filter(({ atMs, needsMe }) => needsMe || atMs > sinceMs)
    .map((alert): AlertRow => ({ ...alert, unread: alert.atMs > readAtMs }))
    .sort((a, b) => Number(b.needsMe) - Number(a.needsMe) || b.atMs - a.atMs || (a.id < b.id ? -1 : 1))
    .slice(0, maxAlerts);
}
/** Each kind of alert, before it is known whether it was read. */
type Found = AlertRow extends infer Row ? (Row extends unknown ? Omit<Row, 'unread'> : never) : never;

/** ALARM-9: the administrators of a group are told what nobody answered there. */
const reportedTo = ({ context, spaces }: AlertsParts, conversation: SpaceId): boolean =>
  spaces
    .all()
    .some(
      ({ space, kind, members }) =>
        space === conversation && kind === 'group' && members.some(({ user, admin }) => admin && user === context.identity.user),
    );

/** Those that ask me, and my own once something is to be known of them. */
function urgentAlert(item: UrgentItem, isReported: boolean): readonly Found[] {
  const { message, conversation } = item;
  const { urgent } = message;
  if (urgent === undefined || urgent.standBy) return [];
  const isNews = message.mine ? urgent.phase !== 'ringing' && urgent.phase !== 'waiting' : true;
  if (!isNews) return [];
  const isMineToSettle = message.mine && (urgent.phase === 'unanswered' || urgent.phase === 'expired');
  const isReport = isReported && urgent.canStillAnswer;
  const needsMe = urgent.owed || isMineToSettle || isReport;
  const atMs = message.mine || isReport ? (urgent.endedAtMs ?? message.sentAtMs) : message.sentAtMs;
  return [{ id: `urgent-${conversation}-${message.id}`, kind: 'urgent', atMs, needsMe, item }];
}

function mentions({ summaries, peerOf }: AlertsParts, space: SpaceView): readonly Found[] {
  const peer = peerOf(space);
  const unread = summaries.unread(space.space).filter(({ mentioned, priority }) => mentioned === true && priority !== 'urgent');
  if (peer === undefined) return [];
  return unread.map(({ id, wallMs, sentAtMs, author, text, files }) => ({
    id: `mention-${space.space}-${id}`,
    kind: 'mention',
    atMs: sentAtMs ?? wallMs,
    needsMe: false,
    conversation: space.space,
    peer,
    message: id,
    author,
    text: text ?? '',
    files,
  }));
}

function missedCalls({ context, summaries, peerOf }: AlertsParts, space: SpaceView): readonly Found[] {
  const peer = space.kind === 'direct' ? peerOf(space) : undefined;
  if (peer === undefined) return [];
  const called = v.safeParse(CalledRow, context.store.get(['called', space.space]));
  const calledAtMs = called.success ? called.output.atMs : 0;
  return summaries.unread(space.space).flatMap(({ id, call, sentAtMs, wallMs }): readonly Found[] => {
    const atMs = sentAtMs ?? wallMs;
    if (call === undefined || !isMissedCall(call) || atMs <= calledAtMs) return [];
    return [
      {
        ...{ id: `call-${space.space}-${id}`, kind: 'missed-call', atMs, needsMe: false },
        ...{ conversation: space.space, peer, message: id, video: call.video },
      },
    ];
  });
}

/** Of groups: who came and went; that I was added or removed. What I did myself is no news. */
function members({ context, events, peerOf }: AlertsParts, space: SpaceView): readonly Found[] {
  const peer = space.kind === 'group' ? peerOf(space) : undefined;
  const me = context.identity.user;
  if (peer === undefined) return [];
  const alert = (event: SpaceEvent, change: MemberChange, user: AlertUser): Found => ({
    id: `member-${space.space}-${event.index}-${change}-${user ?? ''}`,
    kind: 'member',
    atMs: event.atMs,
    needsMe: false,
    conversation: space.space,
    peer,
    change,
    user,
  });
  return events(space.space).flatMap((event): readonly Found[] => {
    if (event.by === me || event.device !== undefined || event.identity !== undefined) return [];
    if (event.added.includes(me) || event.created) return [alert(event, 'added-me', event.by)];
    if (event.removed.includes(me)) return [alert(event, 'removed-me', event.by)];
    const joined = event.created ? [] : event.added.map((user) => alert(event, 'joined', user));
    return [...joined, ...event.left.map((user) => alert(event, 'left', user))];
  });
}
type MemberAlert = Extract<AlertRow, { readonly kind: 'member' }>;
type MemberChange = MemberAlert['change'];
type AlertUser = MemberAlert['user'];

function identities({ people, identities: known }: AlertsParts): readonly Found[] {
  return people.colleagues().flatMap(({ user }): readonly Found[] => {
    if (!known.needsAcceptance(user)) return [];
    const atMs = people.chainOf(user)?.resetLinks.at(-1)?.atMs ?? 0;
    return [{ id: `identity-${user}-${atMs}`, kind: 'identity', atMs, needsMe: true, user }];
  });
}

const ownDevices = ({ ownDevices: own }: AlertsParts): readonly Found[] =>
  own
    .rows()
    .flatMap(({ id, label, isNew, addedAtMs }): readonly Found[] =>
      isNew ? [{ id: `device-${id}`, kind: 'own-device', atMs: addedAtMs, needsMe: true, label }] : [],
    );

function catchUp(store: Pick<Store, 'get'>): readonly Found[] {
  const row = v.safeParse(CatchUpRow, store.get(['catch-up']));
  if (!row.success) return [];
  const { atMs, fromMs, messages, conversations } = row.output;
  return [{ id: `catch-up-${atMs}`, kind: 'catch-up', atMs, needsMe: false, messages, conversations, fromMs }];
}
