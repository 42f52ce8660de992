/**
 * What an append tells the relay (NOTICE-1, URGENT-2): taken from the rows that were entered into this log and that the relay has not
 * acknowledged, so that it is told again after a crash; what it knows already changes nothing there.
 */
import { sign } from '../crypto/primitives.ts';
import type { AlarmId, LogId, MessageId, SpaceId, UserId } from '../ids.ts';
import { decodeAct } from '../schema/act.ts';
import { isCallNews } from '../schema/call-record-values.ts';
import { decodeDetails } from '../schema/message.ts';
import { type AlarmAnswer, answerInput, maxNamed, type Notice } from '../wire/alarm.ts';
import { maxNoticesPerAppend } from '../wire/limits.ts';
import type { Identity } from './context.ts';
import { isTooLate } from './pending-row.ts';
import type { PendingRow } from './records.ts';
import type { SpaceView } from './space-rows.ts';
import { alarmPlan, membersOf } from './urgent-plan.ts';

export interface NoticeParts {
  readonly identity: Identity;
  readonly pending: (space: SpaceId) => readonly PendingRow[];
  readonly alarmOf: (space: SpaceId, message: MessageId) => AlarmId | undefined;
  readonly nowMs: () => number;
}

export async function noticesFor(space: SpaceView, log: LogId, parts: NoticeParts): Promise<readonly Notice[]> {
  if (space.kind === 'private') return [];
  const rows = parts.pending(space.space).filter(({ entered }) => entered === log);
  const calm = rows.filter((row) => row.act === undefined && row.priority !== 'urgent' && isWorthWaking(row));
  const told: Notice[] = (await Promise.all(rows.map((row) => noticesOf(row, space, parts)))).flat();
  if (calm.length > 0) {
    const mentions = calm.flatMap(({ details, text }) => decodeDetails(details, text).mentions ?? []);
    told.push(messageNotice(calm.some(({ priority }) => priority === 'medium') ? 'medium' : 'normal', mentions));
  }
  return told.slice(0, maxNoticesPerAppend);
}

/** CALL-11: whoever talked, or declined, knows of the call. */
function isWorthWaking({ details, text }: PendingRow): boolean {
  const { call } = decodeDetails(details, text);
  return call === undefined || isCallNews(call);
}

function messageNotice(level: 'normal' | 'medium', mentions: readonly UserId[] = []): Notice {
  const named = [...new Set(mentions)].slice(0, maxNamed);
  return { kind: 'message', level, ...(named.length === 0 ? {} : { named }) };
}

async function noticesOf(
  row: PendingRow,
  space: SpaceView,
  { identity, alarmOf, nowMs }: NoticeParts,
): Promise<readonly Notice[]> {
  const act = row.act && decodeAct(row.act);
  if (act?.kind === 'answer') {
    const alarm = alarmOf(space.space, act.target);
    if (alarm === undefined) return [];
    return [{ kind: 'answer', answer: await signAnswer(identity, alarm, { ...act.value, atMs: row.sentAtMs }) }];
  }
  if (act !== undefined || row.priority !== 'urgent') return [];
  const { urgent: plan, mentions } = decodeDetails(row.details, row.text);
  // URGENT-6: entered in time and appended too late, after a lost connection: nobody is rung, and its sender is told so.
  if (plan === undefined || isTooLate(row, nowMs())) return [messageNotice('medium')];
  if (plan.standBy) return [{ kind: 'stand-by', alarm: plan.alarm }];
  const alarm = alarmPlan(plan, space, identity.user);
  if (alarm === undefined) return [messageNotice('medium', mentions)];
  const { first } = alarm;
  const isForAll = first === undefined || membersOf(space).every((user) => user === identity.user || first.includes(user));
  return [{ kind: 'urgent', plan: alarm }, ...(isForAll ? [] : [messageNotice('medium', mentions)])];
}

export async function signAnswer(
  identity: Identity,
  alarm: AlarmId,
  { word, to, atMs }: Pick<AlarmAnswer, 'word' | 'to' | 'atMs'>,
): Promise<AlarmAnswer> {
  const said = { alarm, user: identity.user, device: identity.device, word, ...(to === undefined ? {} : { to }), atMs };
  return { ...said, sig: await sign(identity.keys.signing.privateKey, answerInput(said)) };
}
