/**
 * Reminders over HTTP (wire/reminder.ts, CAL-41): a device replaces what is to remind its user by what it knows. Known is what it read: when somebody has
 * appended to one of the calendars' logs meanwhile, the list is of before, and the device tells it again once it has read that.
 */
import { err, ok, type Result } from '@sanad/model/result';
import { maxReminderAheadMs, SetReminders } from '@sanad/model/wire/reminder';
import { Hono } from 'hono';
import { countAttempt } from '../auth/rate-limit.ts';
import { requireAccess, type SessionDeps } from '../auth/session.ts';
import { transaction } from '../db/database.ts';
import { type AppEnv, answerResult, readBody, refuse } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { lockHeads, replaceOwn } from './reminder-store.ts';

export interface ReminderRouteDeps extends SessionDeps {
  readonly nowMs: () => number;
}
const limit = { max: 300, windowMs: 600_000 };
const maxBodyBytes = 128 * 1024;

export function reminderRoutes(deps: ReminderRouteDeps): Hono<AppEnv> {
  const { database } = deps;
  const routes = new Hono<AppEnv>();

  routes.post('/me/reminders', requireAccess(deps, 'active'), async (c) => {
    const request = await readBody(c, SetReminders, maxBodyBytes);
    if (!request.ok) return refuse(c, request.error);
    const { user } = c.var.session;
    const { reminders, logs } = request.value;
    const nowMs = deps.nowMs();
    if (reminders.some(({ atMs }) => atMs > nowMs + maxReminderAheadMs)) return refuse(c, refusal('reminder/time'));
    const counted = await countAttempt(database, 'reminders', user, limit, nowMs);
    if (!counted.ok) return refuse(c, counted.error);
    const stored = await transaction<object, Refusal>(database, async (client): Promise<Result<object, Refusal>> => {
      const heads = await lockHeads(
        client,
        user,
        logs.map(({ log }) => log),
      );
      if (logs.some(({ log, seq }) => seq < (heads.get(log)?.seq ?? 0))) return err(refusal('reminder/behind'));
      await replaceOwn(
        client,
        user,
        [...heads.values()].map(({ key }) => key),
        reminders,
        nowMs,
      );
      return ok({});
    });
    return answerResult(c, stored);
  });
  return routes;
}
