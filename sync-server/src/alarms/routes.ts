/** Alarms over HTTP (wire/http.ts, ALARM-6, ALARM-7): catching up, and an answer from a notification. */
import type { AlarmId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import { AlarmAnswer, answerInput } from '@sanad/model/wire/alarm';
import { Hono } from 'hono';
import { countAttempt } from '../auth/rate-limit.ts';
import { requireAccess, type SessionDeps } from '../auth/session.ts';
import { transaction } from '../db/database.ts';
import { deviceOfSession } from '../devices/device-sessions.ts';
import { ed25519Key, verifySignature } from '../devices/signature.ts';
import { findDevice } from '../devices/user-chain-store.ts';
import { type AppEnv, answer, countQuery, readBody, refuse, type Session } from '../http/context.ts';
import type { Metrics } from '../http/metrics.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import type { Hub } from '../relay/hub.ts';
import type { Live } from '../relay/live.ts';
import { readStates } from './alarm-states.ts';
import { listAlarms } from './list-alarms.ts';
import { createSeenReader } from './seen.ts';
import { readActive, type TakenAnswers, takeAnswers } from './take-answers.ts';

export interface AlarmRouteDeps extends SessionDeps {
  readonly hub: Hub;
  readonly live: Live;
  readonly metrics: Pick<Metrics, 'alarms'>;
  readonly nowMs: () => number;
}
/** Of one person: more than anybody says, less than what would keep the server busy. */
const answerLimit = { max: 120, windowMs: 60_000 };
const maxAnswerBytes = 1024;

export function alarmRoutes(deps: AlarmRouteDeps): Hono<AppEnv> {
  const { database, nowMs } = deps;
  const active = requireAccess(deps, 'active');
  const readSeen = createSeenReader(database, deps.hub, nowMs);
  const statesFor = async (session: Session, ids: readonly AlarmId[]) =>
    (await readStates(database, ids, (user) => user === session.user, readSeen)).map(({ state }) => state);
  const routes = new Hono<AppEnv>();

  routes.get('/alarms', active, async (c) => {
    const since = countQuery(c, 'sinceMs', 0);
    if (since === undefined) return refuse(c, refusal('request/malformed'));
    const { ids, more } = await listAlarms(database, c.var.session.user, since);
    const alarms = await statesFor(c.var.session, ids);
    return answer(c, { alarms: [...alarms].sort((a, b) => a.changedAtMs - b.changedAtMs), more });
  });

  routes.post('/alarms/answers', active, async (c) => {
    const said = await readBody(c, AlarmAnswer, maxAnswerBytes);
    if (!said.ok) return refuse(c, said.error);
    const counted = await countAttempt(database, 'alarm-answer', c.var.session.user, answerLimit, nowMs());
    if (!counted.ok) return refuse(c, counted.error);
    const taken = await takeOne(deps, c.var.session, said.value);
    if (!taken.ok) return refuse(c, taken.error);
    const [state] = await statesFor(c.var.session, [said.value.alarm]);
    return state === undefined ? refuse(c, refusal('alarm/unknown')) : answer(c, state);
  });
  return routes;
}

async function takeOne(deps: AlarmRouteDeps, session: Session, said: AlarmAnswer): Promise<Result<undefined, Refusal>> {
  const { database, live, nowMs } = deps;
  if (!(await isHers(deps, session, said))) return err(refusal('alarm/signature'));
  if (said.to !== undefined && (said.word !== 'cannot' || !(await readActive(database, [said.to])).has(said.to))) {
    return err(refusal('alarm/recipient'));
  }
  const taken = await transaction<TakenAnswers, Refusal>(database, async (client) => {
    const answers = await takeAnswers(client, [said], nowMs());
    const [outcome] = answers.outcomes;
    return outcome === undefined || outcome.ok ? ok(answers) : err(refusal(outcome.error));
  });
  if (!taken.ok) return taken;
  deps.metrics.alarms.rings(taken.value.rings);
  live.alarms(taken.value.changed);
  return ok(undefined);
}

/** ALARM-6: of the session's own device, which is active, under its key. */
async function isHers({ database }: AlarmRouteDeps, session: Session, { sig, ...said }: AlarmAnswer): Promise<boolean> {
  if (said.user !== session.user || (await deviceOfSession(database, session.id)) !== said.device) return false;
  const device = await findDevice(database, said.device);
  if (device === undefined || device.user !== session.user || device.revokedN !== null) return false;
  return verifySignature(ed25519Key(device.sig), answerInput(said), sig);
}
