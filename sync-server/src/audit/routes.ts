/** The audit log over HTTP (wire/audit.ts). Who reads all of it is written into it; her own part and the chain's hashes are everybody's. */
import { AuditQuery } from '@sanad/model/wire/audit';
import { Hono } from 'hono';
import * as v from 'valibot';
import { requireAccess, requirePermission, type SessionDeps } from '../auth/session.ts';
import { type AppContext, type AppEnv, answer, askedQuery, countQuery, refuse } from '../http/context.ts';
import { csvHeaders } from '../http/csv.ts';
import { refusal } from '../http/refusal.ts';
import { noteFile, noteOncePerHour } from './bounded-audit.ts';
import { exportAudit } from './export-audit.ts';
import { readAuditPage, readHashes, readHead, readOwnAudit } from './read-audit.ts';

export interface AuditDeps extends SessionDeps {
  readonly nowMs: () => number;
}

export function auditRoutes(deps: AuditDeps): Hono<AppEnv> {
  const { database, nowMs } = deps;
  const active = requireAccess(deps, 'active');
  const reader = requirePermission(deps, 'audit.read');
  const routes = new Hono<AppEnv>();

  routes.get('/admin/audit', reader, async (c) => {
    const query = auditQuery(c);
    if (query === undefined) return refuse(c, refusal('request/malformed'));
    await noteOncePerHour(database, { actor: c.var.session.user, act: 'audit.read' }, nowMs());
    return answer(c, await readAuditPage(database, query));
  });

  routes.get('/admin/audit/export', reader, async (c) => {
    const query = auditQuery(c);
    if (query === undefined) return refuse(c, refusal('request/malformed'));
    const noted = await noteFile(database, 'audit.export', c.var.session.user, nowMs());
    if (!noted.ok) return refuse(c, noted.error);
    return new Response(exportAudit(database, query), { headers: csvHeaders('sanad-audit.csv') });
  });

  routes.get('/me/audit', active, async (c) => {
    const before = countQuery(c, 'before', Number.MAX_SAFE_INTEGER);
    if (before === undefined) return refuse(c, refusal('request/malformed'));
    return answer(c, await readOwnAudit(database, c.var.session.user, before));
  });

  routes.get('/audit/head', active, async (c) => answer(c, await readHead(database)));

  routes.get('/audit/hashes', active, async (c) => {
    const [from, to] = [countQuery(c, 'from', 1), countQuery(c, 'to', Number.MAX_SAFE_INTEGER)];
    if (from === undefined || to === undefined) return refuse(c, refusal('request/malformed'));
    const hashes = await readHashes(database, from, to);
    return hashes === undefined ? refuse(c, refusal('request/not-found')) : answer(c, hashes);
  });
  return routes;
}

const countNames = ['fromMs', 'toMs', 'before'] as const;

/** `undefined`: something in it is malformed. */
function auditQuery(c: AppContext): AuditQuery | undefined {
  const raw: Record<string, unknown> = askedQuery(c);
  for (const name of countNames) if (raw[name] !== undefined) raw[name] = countQuery(c, name, 0);
  const parsed = v.safeParse(AuditQuery, raw);
  const isCounted = countNames.every((name) => c.req.query(name) === undefined || raw[name] !== undefined);
  return parsed.success && isCounted ? parsed.output : undefined;
}
