/**
 * Urgent messages of a conversation as rows (URGENT-4, URGENT-8): what each asks for and what was said to it, derived from the signed entries,
 * committed with the cursor. The lane, the alerts and the ladder are shown from these, without opening a week.
 */
import * as v from 'valibot';
import { ANSWERS, NEEDS, takeBackMs } from '../answers.ts';
import type { MessageId, SpaceId, UserId } from '../ids.ts';
import type { Act } from '../schema/act.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { UrgentPlan } from '../schema/urgent-values.ts';
import { alarmIdField, countField as count, messageIdField, spaceIdField, userIdField as user } from '../wire/fields.ts';
import type { Segment } from './documents.ts';
import { compareActs } from './message-acts.ts';
import { makeRowReader, withoutUndefined } from './row-codec.ts';
import { indexOf, verifiedActsOn } from './segment-index.ts';
import type { SpaceView } from './spaces.ts';
import type { Store, StoreWrite } from './store.ts';
import { isMessage, type VerifiedAct, type VerifiedMessage, type VerifiedMessages } from './verified-messages.ts';

const Plan = v.object({
  alarm: alarmIdField,
  first: v.optional(v.array(user)),
  need: v.picklist(NEEDS),
  everyMs: count,
  forMs: count,
  stages: v.array(v.object({ afterMs: count, users: v.array(user) })),
  turns: v.optional(v.array(v.object({ atMs: count, stage: count, users: v.array(user), relieves: v.array(user) })), []),
  roles: v.optional(v.array(v.object({ stage: count, role: v.string() })), []),
  repliesAnswer: v.boolean(),
  standBy: v.boolean(),
});
const Said = v.object({ user, word: v.picklist(ANSWERS), to: v.optional(user), atMs: count });
export type Said = v.InferOutput<typeof Said>;

/** ['urgent', space, message] */
export const UrgentFacts = v.object({
  space: spaceIdField,
  id: messageIdField,
  author: user,
  sentAtMs: count,
  wallMs: count,
  counter: count,
  text: v.string(),
  /** An urgent message of a version without plans has none. */
  plan: v.optional(Plan),
  /** The newest of each person, as it stands in the document. */
  said: v.array(Said),
  /** To whom it was ever passed on. */
  passed: v.optional(v.array(user)),
  /** Who replied to it or reacted, and when first. */
  replied: v.array(v.object({ user, atMs: count })),
  overrated: v.array(user),
  recalled: v.boolean(),
});
export type UrgentFacts = v.InferOutput<typeof UrgentFacts>;

/** How long urgent messages, the relay's word on them and alerts are remembered; the statistics want seven days of it. */
export const keptMs = 14 * 24 * 3_600_000;
const keptCharacters = 2000;

/** From the row, which leaves `first` out where everybody is asked. */
export const planOf = ({ plan }: Pick<UrgentFacts, 'plan'>): UrgentPlan | undefined => plan && { ...plan, first: plan.first };

/** She gave an answer and now there is none of hers, or she cannot after all. */
const takesBack = (standing: Said, word: Said['word']): boolean =>
  word === 'none' || (word === 'cannot' && standing.word !== 'cannot');

/** What the entries say of one urgent message. What was said is taken back within five minutes, as at the relay (ALARM-5), and nothing older. */
export function foldUrgent(
  space: SpaceId,
  message: Pick<VerifiedMessage, 'id' | 'author' | 'sentAtMs' | 'clock' | 'text' | 'details'>,
  acts: readonly Pick<VerifiedAct, 'id' | 'author' | 'clock' | 'sentAtMs' | 'act'>[],
  replied: UrgentFacts['replied'] = [],
): UrgentFacts {
  const said = new Map<UserId, Said>();
  const replies = new Map(replied.map(({ user: who, atMs }) => [who, atMs]));
  const overrated = new Set<UserId>();
  const passed = new Set<UserId>();
  let text = message.text;
  let recalled = false;
  for (const { act, author, sentAtMs } of [...acts].sort(compareActs)) {
    const isOwn = author === message.author;
    if (act.kind === 'answer') {
      const { word, to } = act.value;
      const before = said.get(author);
      if (word === 'withdrawn' ? !isOwn : isOwn) continue;
      const standing = before?.word === 'none' ? undefined : before;
      if (standing === undefined ? word === 'none' : takesBack(standing, word) && sentAtMs - standing.atMs > takeBackMs) continue;
      if (to !== undefined) passed.add(to);
      // Also `none` stays: an older word that the relay still tells must not count again.
      said.set(author, withoutUndefined({ user: author, word, to, atMs: sentAtMs }));
    } else if (act.kind === 'overrated' && !isOwn) {
      if (act.value) overrated.add(author);
      else overrated.delete(author);
    } else if (act.kind === 'react' && !isOwn && act.value !== '' && !replies.has(author)) replies.set(author, sentAtMs);
    else if (act.kind === 'edit' && isOwn) text = act.value.text;
    else if (act.kind === 'recall' && isOwn) recalled = true;
  }
  const plan = message.details.urgent;
  return withoutUndefined({
    space,
    id: message.id,
    author: message.author,
    sentAtMs: message.sentAtMs,
    ...message.clock,
    text: recalled ? '' : text.slice(0, keptCharacters),
    plan: plan && withoutUndefined({ ...plan, first: plan.first && [...plan.first], ...copyOfLists(plan) }),
    said: [...said.values()],
    passed: [...passed],
    replied: [...replies].map(([who, atMs]) => ({ user: who, atMs })),
    overrated: [...overrated],
    recalled,
  });
}
const copyOfLists = ({ stages, turns, roles }: UrgentPlan) => ({
  stages: stages.map(({ afterMs, users }) => ({ afterMs, users: [...users] })),
  turns: turns.map(({ users, relieves, ...turn }) => ({ ...turn, users: [...users], relieves: [...relieves] })),
  roles: [...roles],
});

export interface UrgentStore {
  all(): readonly UrgentFacts[];
  get(space: SpaceId, id: MessageId): UrgentFacts | undefined;
  /** For the leader: what these messages and these acts change. */
  writes(
    space: SpaceView,
    segment: Segment,
    acts: readonly Act[],
    messages: readonly VerifiedMessage[],
  ): Promise<readonly StoreWrite[]>;
  /** Own messages that were just entered. */
  entered(space: SpaceId, messages: readonly VerifiedMessage[]): readonly StoreWrite[];
}

const keyOf = (space: SpaceId, id: MessageId) => ['urgent', space, id] as const;

export function makeUrgentStore(
  store: Pick<Store, 'get' | 'all'>,
  verifiedMessages: VerifiedMessages,
  nowMs: () => number,
): UrgentStore {
  const read = makeRowReader(UrgentFacts, (row) => row);
  const get = (space: SpaceId, id: MessageId): UrgentFacts | undefined => read(store.get(keyOf(space, id)));
  const all = (): readonly UrgentFacts[] => store.all('urgent').flatMap(({ value }) => read(value) ?? []);
  const write = (row: UrgentFacts): StoreWrite => ({ key: keyOf(row.space, row.id), value: row });
  const isKept = ({ sentAtMs }: { readonly sentAtMs: number }): boolean => sentAtMs > nowMs() - keptMs;

  /** Replies may stand in another week than what they answer. */
  const repliesTo = (space: SpaceId, messages: readonly VerifiedMessage[]): readonly UrgentFacts[] =>
    messages.flatMap(({ author, sentAtMs, details }) => {
      const row = details.replyTo && get(space, details.replyTo.id);
      if (row === undefined || row.author === author || row.replied.some(({ user: who }) => who === author)) return [];
      return [{ ...row, replied: [...row.replied, { user: author, atMs: sentAtMs }] }];
    });

  const stale = (space: SpaceId): readonly StoreWrite[] =>
    all().flatMap((row) => (row.space === space && !isKept(row) ? [{ key: keyOf(space, row.id), value: undefined }] : []));

  const isNews = (message: VerifiedMessage): boolean => message.priority === 'urgent' && isKept(message);

  return {
    all,
    get,
    async writes(space, segment, acts, messages) {
      const touched = new Set(messages.filter(isNews).map(({ id }) => id));
      for (const { kind, target } of acts)
        if (target !== null && ['answer', 'overrated', 'react', 'edit', 'recall'].includes(kind) && get(space.space, target))
          touched.add(target);
      const index = indexOf(segment);
      const changed = new Map<MessageId, UrgentFacts>(repliesTo(space.space, messages).map((row) => [row.id, row]));
      for (const id of touched) {
        const message = await verifiedMessages.check(space, id, index.message(id)?.value);
        if (!isMessage(message) || message.entry.priority !== 'urgent') continue;
        const { entry } = message;
        // A message counts in its own week, and so do acts on it.
        if ((await space.keys?.logId(MESSAGE_SEGMENT_KIND, isoWeek(entry.sentAtMs))) !== segment.log) continue;
        const replied = (changed.get(id) ?? get(space.space, id))?.replied ?? [];
        const said = await verifiedActsOn(verifiedMessages, space, index, id);
        changed.set(id, foldUrgent(space.space, entry, said, replied));
      }
      return changed.size === 0 ? [] : [...stale(space.space), ...[...changed.values()].map(write)];
    },
    entered: (space, messages) => [
      ...messages.filter(isNews).map((message) => write(foldUrgent(space, message, []))),
      ...repliesTo(space, messages).map(write),
    ],
  };
}
