/** Usage over HTTP (wire/usage.ts). Who looked stands in the audit log, once an hour; who took a file of it, each time (USAGE-6). */

import { utf8 } from '@sanad/model/bytes';
import { type Usage, UsageQuery, usageCounts } from '@sanad/model/wire/usage';
import { Hono } from 'hono';
import * as v from 'valibot';
import { noteFile, noteOncePerHour } from '../audit/bounded-audit.ts';
import { requirePermission, type SessionDeps } from '../auth/session.ts';
import { type AppContext, type AppEnv, answer, askedQuery, refuse } from '../http/context.ts';
import { csvHeaders, csvLine, csvStart } from '../http/csv.ts';
import { refusal } from '../http/refusal.ts';
import { readUsage, type UsageRead } from './read-usage.ts';
import { hoursOfDay } from './usage-hours.ts';

export interface UsageDeps extends SessionDeps {
  readonly nowMs: () => number;
  readonly timeZone: string;
  /** What was counted until now is written. */
  readonly flushUsage: () => Promise<void>;
}

export function usageRoutes(deps: UsageDeps): Hono<AppEnv> {
  const { database, nowMs } = deps;
  const reader = requirePermission(deps, 'usage.read');
  const routes = new Hono<AppEnv>();

  routes.get('/admin/usage', reader, async (c) => {
    const query = usageQuery(c);
    if (query === undefined) return refuse(c, refusal('request/malformed'));
    await deps.flushUsage();
    await noteOncePerHour(database, { actor: c.var.session.user, act: 'usage.read' }, nowMs());
    return answer(c, (await readUsage(deps, query)).usage);
  });

  routes.get('/admin/usage/export', reader, async (c) => {
    const query = usageQuery(c);
    if (query === undefined) return refuse(c, refusal('request/malformed'));
    const noted = await noteFile(database, 'usage.export', c.var.session.user, nowMs());
    if (!noted.ok) return refuse(c, noted.error);
    await deps.flushUsage();
    const file = exportUsage(await readUsage(deps, query));
    return c.body(file, 200, csvHeaders(`sanad-usage-${query.from}-${query.to}.csv`));
  });
  return routes;
}

function usageQuery(c: AppContext): UsageQuery | undefined {
  const parsed = v.safeParse(UsageQuery, askedQuery(c));
  return parsed.success ? parsed.output : undefined;
}

const hidden = '<5';
const columns = ['people', ...usageCounts] as const;
/** Of messages; of everybody alone. */
const hourColumns = hoursOfDay.map((hour) => `messages ${String(hour).padStart(2, '0')}h`);

/** A line for every day of everybody (no unit), with its hours, then for every day and unit that something may be told of. */
function exportUsage({ usage, table, hours }: UsageRead): Uint8Array<ArrayBuffer> {
  const lines = [csvLine(['day', 'site', 'unit', ...columns, ...hourColumns])];
  const cell = (value: number | undefined) => value ?? hidden;
  for (const day of table.days) {
    const counts = columns.map((measure) => cell(table.told(day, measure).total));
    lines.push(csvLine([day, '', '', ...counts, ...hoursOfDay.map((hour) => cell(hours.get(day)?.get(hour)))]));
    for (const name of usage.names) lines.push(...unitLine(table, day, name));
  }
  return utf8(csvStart + lines.join(''));
}

function unitLine(table: UsageRead['table'], day: string, { unit, name, site }: Usage['names'][number]): readonly string[] {
  const cells = columns.map((measure) => table.told(day, measure).parts.get(unit));
  if (cells.every((value) => value === undefined)) return [];
  return [csvLine([day, site, name, ...cells.map((value) => value ?? hidden), ...hourColumns.map(() => '')])];
}
