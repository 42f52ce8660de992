/** Urgent messages as screens see them (URGENT-4, URGENT-7, URGENT-8): in the thread, in the lane, on the ladder. From rows alone. */
import type { MessageId, SpaceId, UserId } from '../ids.ts';
import { decodeAct } from '../schema/act.ts';
import { decodeDetails } from '../schema/message.ts';
import type { AlarmOf } from './alarm-of.ts';
import type { ConversationPeer, MessageRow } from './api.ts';
import type { LadderRow, UrgentItem, UrgentRow } from './api-urgent.ts';
import { correctedNowMs, type EngineContext, serverNowMs } from './context.ts';
import type { Outbox } from './outbox.ts';
import { pendingToMessageRow } from './pending-message.ts';
import { isExpired } from './pending-row.ts';
import type { PendingRow } from './records.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { Summaries } from './summaries.ts';
import { foldUrgent, type UrgentFacts, type UrgentStore } from './urgent-facts.ts';
import { membersOf } from './urgent-plan.ts';
import { urgentRow } from './urgent-state.ts';
import type { VerifiedAct, VerifiedMessage } from './verified-messages.ts';

export interface Urgents {
  /** As it stands in its document, with acts that wait. */
  ofMessage(space: SpaceView, message: VerifiedMessage, acts: UrgentActs): UrgentRow | undefined;
  /** One that has not left. */
  ofPending(space: SpaceView | undefined, row: PendingRow): UrgentRow | undefined;
  find(space: SpaceId, id: MessageId): UrgentItem | undefined;
  /** Not over, or ended within a day: what I owe first, then what I sent, then what others owe, then what is over. */
  lane(): readonly UrgentItem[];
  /** Everything that is kept, newest first. */
  history(): readonly UrgentItem[];
  ladder(space: SpaceId, id: MessageId): readonly LadderRow[] | undefined;
  statistics(): { readonly sent: number; readonly overrated: number };
}
export type UrgentActs = readonly Pick<VerifiedAct, 'id' | 'author' | 'clock' | 'sentAtMs' | 'act'>[];

export interface UrgentsParts {
  readonly context: EngineContext;
  readonly spaces: Pick<Spaces, 'get'>;
  readonly outbox: Pick<Outbox, 'pending'>;
  readonly summaries: Pick<Summaries, 'receipts' | 'receiptTimes' | 'delivery'>;
  readonly facts: UrgentStore;
  readonly alarmOf: Pick<AlarmOf, 'state'>;
  readonly peerOf: (space: SpaceView) => ConversationPeer | undefined;
}

const dayMs = 24 * 3_600_000;
const statisticsMs = 7 * dayMs;
/** A device that is connected was heard within this time. */
const presentMs = 90_000;

export function makeUrgents({ context, spaces, outbox, summaries, facts, alarmOf, peerOf }: UrgentsParts): Urgents {
  const { identity } = context;
  const me = identity.user;

  function rowOf(space: SpaceView | undefined, row: UrgentFacts, waiting: 'waiting' | 'expired' | undefined): UrgentRow {
    const members = space === undefined ? [] : membersOf(space);
    return urgentRow(row, { me, members, alarm: alarmOf.state(row), nowMs: serverNowMs(context), waiting });
  }
  const isWaiting = (space: SpaceId, id: MessageId): boolean => outbox.pending(space).some((row) => row.id === id);

  function ofPending(space: SpaceView | undefined, row: PendingRow): UrgentRow | undefined {
    if (row.priority !== 'urgent' || row.act !== undefined) return undefined;
    const { id, sentAtMs, wallMs, counter, text } = row;
    const message = { id, author: me, sentAtMs, clock: { wallMs, counter }, text, details: decodeDetails(row.details, text) };
    const waiting = isExpired(row, correctedNowMs(context)) ? 'expired' : 'waiting';
    return rowOf(space, foldUrgent(row.space, message, []), waiting);
  }

  /** What I said and is not entered yet counts for me at once. */
  function withWaiting(row: UrgentFacts): UrgentFacts {
    let { said, overrated } = row;
    for (const { act: bytes, sentAtMs } of outbox.pending(row.space)) {
      const act = bytes && decodeAct(bytes);
      if (!act || act.target !== row.id) continue;
      if (act.kind === 'answer') said = [...said.filter(({ user }) => user !== me), { user: me, ...act.value, atMs: sentAtMs }];
      if (act.kind === 'overrated') overrated = [...overrated.filter((user) => user !== me), ...(act.value ? [me] : [])];
    }
    return { ...row, said, overrated };
  }

  /** As the lane and the alerts show it. */
  function itemOf(stored: UrgentFacts): UrgentItem | undefined {
    const row = withWaiting(stored);
    const space = spaces.get(row.space);
    const peer = space && peerOf(space);
    if (space === undefined || peer === undefined || row.recalled) return undefined;
    const mine = row.author === me;
    const position = { wallMs: row.wallMs, counter: row.counter, id: row.id };
    const pending = isWaiting(row.space, row.id);
    const blank = pendingToMessageRow(
      { ...position, space: row.space, text: row.text, priority: 'urgent', sentAtMs: row.sentAtMs },
      me,
    );
    const message: MessageRow = {
      ...blank,
      author: row.author,
      mine,
      editable: false,
      delivery: !mine ? undefined : pending ? 'queued' : summaries.delivery(space, position),
      urgent: rowOf(space, row, pending ? 'waiting' : undefined),
    };
    return { conversation: row.space, peer, message };
  }
  /** Mine that did not leave yet: in no document, and known to this device alone. */
  function waitingItem(row: PendingRow): UrgentItem | undefined {
    const space = spaces.get(row.space);
    const peer = space && peerOf(space);
    const urgent = ofPending(space, row);
    if (peer === undefined || urgent === undefined || facts.get(row.space, row.id) !== undefined) return undefined;
    if (decodeDetails(row.details, row.text).urgent?.standBy === true) return undefined;
    return { conversation: row.space, peer, message: pendingToMessageRow(row, me, urgent) };
  }
  /** What she sent to somebody who stands by is no message of its own: the original tells of it. */
  const isOwnCopy = ({ author, plan }: UrgentFacts): boolean => author === me && plan?.standBy === true;
  const items = (): readonly UrgentItem[] => [
    ...facts.all().flatMap((row) => (isOwnCopy(row) ? [] : (itemOf(row) ?? []))),
    ...outbox.pending().flatMap((row) => waitingItem(row) ?? []),
  ];

  return {
    ofMessage(space, message, acts) {
      if (message.priority !== 'urgent') return undefined;
      const replied = facts.get(space.space, message.id)?.replied ?? [];
      return rowOf(
        space,
        foldUrgent(space.space, message, acts, replied),
        isWaiting(space.space, message.id) ? 'waiting' : undefined,
      );
    },
    ofPending,
    find(space, id) {
      const row = facts.get(space, id);
      return row && itemOf(row);
    },
    lane() {
      const since = serverNowMs(context) - dayMs;
      return items()
        .filter(({ message }) => isOpen(message) || (message.urgent?.endedAtMs ?? 0) > since)
        .sort(byNeed);
    },
    history: () => items().toSorted((a, b) => b.message.sentAtMs - a.message.sentAtMs),
    ladder(spaceId, id) {
      const row = facts.get(spaceId, id);
      const space = spaces.get(spaceId);
      if (row === undefined || space === undefined) return undefined;
      return ladderOf(row, rowOf(space, row, undefined), space);
    },
    statistics() {
      const since = serverNowMs(context) - statisticsMs;
      const sent = facts.all().filter((row) => row.author === me && row.sentAtMs > since && !isOwnCopy(row));
      return { sent: sent.length, overrated: sent.filter(({ overrated }) => overrated.length > 0).length };
    },
  };

  function ladderOf(row: UrgentFacts, urgent: UrgentRow, space: SpaceView): readonly LadderRow[] {
    const position = { wallMs: row.wallMs, counter: row.counter, id: row.id };
    const receipts = summaries.receipts(row.space, position);
    const times = summaries.receiptTimes(row.space, position);
    const told = new Map(alarmOf.state(row)?.people.map((person) => [person.user, person]));
    const later = (row.plan?.stages ?? []).flatMap(({ users }, at) => users.map((user) => [user, at + 1] as const));
    const stageOf = (user: UserId): number | undefined =>
      urgent.asked.includes(user) ? 0 : (told.get(user)?.stage ?? later.find(([one]) => one === user)?.[1]);
    const everybody = new Set([
      ...urgent.asked,
      ...later.map(([user]) => user),
      ...told.keys(),
      ...membersOf(space).filter((user) => user !== row.author),
    ]);
    const pending = isWaiting(row.space, row.id);
    const nowMs = serverNowMs(context);
    return [...everybody].map((user): LadderRow => {
      const answer = urgent.answers.find((one) => one.user === user);
      const person = told.get(user);
      const seen = person?.seenAtMs;
      const read = receipts.get(user);
      const said = answer === undefined ? undefined : answer.word === 'cannot' ? 'cannot' : 'answered';
      return {
        user,
        stage: stageOf(user),
        state: said ?? read ?? (pending ? 'queued' : 'sent'),
        deliveredAtMs: times.get(user)?.deliveredAtMs,
        readAtMs: times.get(user)?.readAtMs,
        answer,
        rings: person?.rings ?? 0,
        lastRingAtMs: person?.lastRingAtMs,
        push: person?.push,
        silentSinceMs: seen !== undefined && seen < nowMs - presentMs ? seen : undefined,
      };
    });
  }
}

const isOpen = ({ urgent }: MessageRow): boolean =>
  urgent?.phase === 'ringing' || urgent?.phase === 'waiting' || urgent?.phase === 'expired';

/** Mine to answer, by what comes next; what I sent and nobody answered; what nobody has to do anything about. */
function byNeed(a: UrgentItem, b: UrgentItem): number {
  const rank = ({ message }: UrgentItem): number =>
    message.urgent?.owed ? 0 : message.mine && isOpen(message) ? 1 : isOpen(message) ? 2 : 3;
  const due = ({ message }: UrgentItem): number =>
    message.urgent?.escalatesAtMs ?? message.urgent?.nextRingAtMs ?? message.sentAtMs;
  const ended = ({ message }: UrgentItem): number => -(message.urgent?.endedAtMs ?? message.sentAtMs);
  return rank(a) - rank(b) || (rank(a) === 3 ? ended(a) - ended(b) : due(a) - due(b));
}
