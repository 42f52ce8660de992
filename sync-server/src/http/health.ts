/** `/healthz`: the process runs. `/readyz`: it also reaches Postgres and is not ending. `/metrics`: for this machine or with the token. */
import { timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import type { Database } from '../db/database.ts';
import { sha256 } from '../devices/signature.ts';
import { isLoopback } from './client-address.ts';
import type { AppEnv } from './context.ts';
import type { Metrics } from './metrics.ts';

export interface HealthDeps {
  readonly database: Database;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  readonly isEnding: () => boolean;
}

export function healthRoutes({ database, metrics, metricsToken, isEnding }: HealthDeps): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/healthz', (c) => c.text('ok'));
  routes.get('/readyz', async (c) => {
    if (isEnding()) return c.text('ending', 503);
    try {
      await database.query('select 1');
      return c.text('ready');
    } catch {
      return c.text('no database', 503);
    }
  });
  routes.get('/metrics', async (c) => {
    const given = c.req.header('authorization') ?? '';
    // Behind a proxy every peer is the loopback: whoever has a proxy sets a token.
    const allowed =
      metricsToken === undefined
        ? isLoopback(c.env.remoteAddress) && !c.req.header('x-forwarded-for')
        : isSame(given, `Bearer ${metricsToken}`);
    if (!allowed) return c.text('Not found', 404);
    return c.body(await metrics.text(), 200, { 'content-type': metrics.contentType });
  });
  return routes;
}

const text = new TextEncoder();
const isSame = (a: string, b: string): boolean => timingSafeEqual(sha256(text.encode(a)), sha256(text.encode(b)));
