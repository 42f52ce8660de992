/** What people do with urgent messages and notifications (URGENT-1 … URGENT-10): durable here at once, told to the others when they can be reached. */
import { takeBackMs } from '../answers.ts';
import type { MessageId, SpaceId } from '../ids.ts';
import { err, ok } from '../result.ts';
import type { MessageDetails } from '../schema/message.ts';
import type { CommandError, CommandResult, EngineApi } from './api.ts';
import { defaultForm, type UrgentForm, type UrgentRules } from './api-urgent.ts';
import { serverNowMs } from './context.ts';
import { findMessage } from './find-message.ts';
import { changeOf } from './notification-settings.ts';
import { prefer } from './prefer.ts';
import type { Session } from './session.ts';
import { actOn, copiesFor, copyOf, passOn } from './urgent-acts.ts';
import { foldUrgent, type UrgentFacts } from './urgent-facts.ts';
import { membersOf, outsiders, planFor, type RolesAt, urgentRules } from './urgent-plan.ts';

export type UrgentCommands = Pick<
  EngineApi,
  | 'sendUrgent'
  | 'answerUrgent'
  | 'takeBackAnswer'
  | 'withdrawUrgent'
  | 'markOverrated'
  | 'urgentLadder'
  | 'sendExpired'
  | 'urgentStatistics'
  | 'markAlertsRead'
  | 'takeIntents'
  | 'changeNotifications'
  | 'savePush'
  | 'testPush'
  | 'pushTest'
  | 'isReachable'
>;
/** The last stage begins within a day, and rings for four hours at most (wire/alarm.ts). */
const alarmReachMs = 28 * 3_600_000;
const notReady = err<CommandError>({ type: 'not-ready' });
const notAllowed = err<CommandError>({ type: 'not-allowed' });

/** ORG-10: what the hospital decided, and whether it lets her. */
export const rulesOf = ({ people, identity }: Session): UrgentRules => urgentRules(people, identity.user);

/** Why an urgent message cannot be written there now. */
function refusalOf(open: Session, conversation: SpaceId): CommandError | undefined {
  const refusal = open.groupViews.refusal(conversation);
  if (refusal !== undefined) return { type: refusal };
  const space = open.spaces.get(conversation);
  if (space === undefined) return { type: 'unknown-conversation' };
  if (!rulesOf(open).allowed) return { type: 'urgent-not-allowed' };
  return open.identities.unacceptedIn(space).length > 0 ? { type: 'identity-changed' } : undefined;
}

/** URGENT-1: with its plan, and the copies for those who cannot read the conversation (URGENT-5). */
export async function sendWithPlan(
  open: Session,
  conversation: SpaceId,
  text: string,
  form: UrgentForm = defaultForm(rulesOf(open)),
  details: MessageDetails = {},
): CommandResult<MessageId> {
  const refused = refusalOf(open, conversation);
  const space = open.spaces.get(conversation);
  if (refused !== undefined || space === undefined) return err(refused ?? { type: 'unknown-conversation' });
  const { user } = open.identity;
  const members = membersOf(space);
  const plan = planFor(form, user, members, rulesOf(open), undefined, await rolesOf(open, form));
  const copies = await copiesFor(open.spaces, outsiders(plan, members), copyOf(plan, user, members), details);
  if (!copies.ok) return copies;
  open.noteSent(conversation);
  const answer = await answeringByReply(open, conversation, details.replyTo?.id);
  const sent = await open.outbox.send(conversation, text, 'urgent', { ...details, urgent: plan }, copies.value);
  if (sent.ok) await answer();
  return sent;
}

/** URGENT-12: as the roster stands on this device, for as long as an alarm can go on. */
async function rolesOf({ calendars }: Session, { firstRoles = [], escalateRoles = [] }: UrgentForm): Promise<RolesAt> {
  const asked = [...new Set([...firstRoles, ...escalateRoles])];
  const dated = await Promise.all(asked.map(async (role) => [role, await calendars.recipients(role, alarmReachMs)] as const));
  const byRole = new Map(dated);
  return (role) => byRole.get(role) ?? [];
}

/**
 * URGENT-3: where its sender said so, a reply or a reaction is an answer, which is given by what this returns. Asked before the reply is kept: from then on
 * nothing is owed.
 */
export async function answeringByReply(
  open: Session,
  conversation: SpaceId,
  message: MessageId | undefined,
): Promise<() => Promise<void>> {
  const me = open.identity.user;
  const facts = message && (open.urgency.facts.get(conversation, message) ?? (await read(open, conversation, message)));
  const state = message && stateOf(open, conversation, message);
  const isOwed = state?.owed ?? (facts?.author !== me && facts?.said.some(({ user }) => user === me) === false);
  return async () => {
    if (facts?.plan?.repliesAnswer === true && isOwed)
      await actOn(open.outbox, facts, { kind: 'answer', target: facts.id, value: { word: 'taken' } });
  };
}

export function makeUrgentCommands(session: () => Session | undefined): UrgentCommands {
  /** From its row; a thread shows a message a moment before that is written. */
  async function found(conversation: SpaceId, id: MessageId) {
    const open = session();
    if (open === undefined) return undefined;
    const facts = open.urgency.facts.get(conversation, id) ?? (await read(open, conversation, id));
    return facts && { open, facts, me: open.identity.user };
  }

  return {
    async sendUrgent(conversation, text, form, details) {
      const open = session();
      return open === undefined ? notReady : sendWithPlan(open, conversation, text, form, details);
    },
    async answerUrgent(conversation, message, word, to) {
      const one = await found(conversation, message);
      if (one === undefined) return notReady;
      const { open, facts, me } = one;
      if (facts.author === me || to === me || (to !== undefined && word !== 'cannot')) return notAllowed;
      if (word !== 'cannot') return actOn(open.outbox, facts, { kind: 'answer', target: message, value: { word } });
      const original = (await findMessage(open, conversation, message))?.message ?? { text: facts.text, details: {} };
      return passOn({ outbox: open.outbox, spaces: open.spaces }, facts, to, original);
    },
    async takeBackAnswer(conversation, message) {
      const one = await found(conversation, message);
      if (one === undefined) return notReady;
      const said = stateOf(one.open, conversation, message)?.answers.find(({ user }) => user === one.me);
      if (said === undefined || serverNowMs(one.open.thread.context) - said.atMs > takeBackMs) return notAllowed;
      return actOn(one.open.outbox, one.facts, { kind: 'answer', target: message, value: { word: 'none' } });
    },
    async withdrawUrgent(conversation, message) {
      const one = await found(conversation, message);
      // It has not left: nobody was asked.
      if (one === undefined) return session()?.outbox.remove(conversation, message) ?? notReady;
      if (one.facts.author !== one.me) return notAllowed;
      return actOn(one.open.outbox, one.facts, { kind: 'answer', target: message, value: { word: 'withdrawn' } });
    },
    async markOverrated(conversation, message, isOverrated) {
      const one = await found(conversation, message);
      if (one === undefined) return notReady;
      if (one.facts.author === one.me) return notAllowed;
      return actOn(one.open.outbox, one.facts, { kind: 'overrated', target: message, value: isOverrated });
    },
    async urgentLadder(conversation, message) {
      const rows = session()?.urgency.urgents.ladder(conversation, message);
      return rows === undefined ? notReady : ok(rows);
    },
    async sendExpired(conversation, message) {
      const current = session();
      if (current === undefined) return notReady;
      return current.outbox.leaveLate(conversation, message);
    },
    async urgentStatistics() {
      const statistics = session()?.urgency.urgents.statistics();
      return statistics === undefined ? notReady : ok(statistics);
    },
    async markAlertsRead() {
      const context = session()?.thread.context;
      if (context === undefined) return notReady;
      const atMs = Math.max(0, Math.floor(serverNowMs(context)));
      return context.store.commit([{ key: ['alerts-read'], value: { atMs } }]);
    },
    async takeIntents() {
      await session()?.urgency.answerWaiting();
    },
    async changeNotifications(change) {
      const current = session();
      if (current === undefined) return notReady;
      const { acts, writes } = changeOf(current.urgency.notifications(), change);
      const kept = await current.thread.context.store.commit(writes);
      return !kept.ok || acts.length === 0 ? kept : prefer(current, acts);
    },
    savePush: async (endpoint) => session()?.urgency.push.save(endpoint) ?? notReady,
    testPush: async () => session()?.urgency.push.test() ?? notReady,
    pushTest: async () => session()?.urgency.push.testState() ?? notReady,
    isReachable: async (user) => session()?.urgency.push.isReachable(user) ?? notReady,
  };
}

async function read(open: Session, conversation: SpaceId, id: MessageId): Promise<UrgentFacts | undefined> {
  if (open.outbox.pending(conversation).some((row) => row.id === id && row.entered === undefined)) return undefined;
  const one = await findMessage(open, conversation, id);
  return one?.message.priority === 'urgent' ? foldUrgent(conversation, one.message, one.acts) : undefined;
}

const stateOf = ({ urgency }: Session, conversation: SpaceId, message: MessageId) =>
  urgency.urgents.find(conversation, message)?.message.urgent;
