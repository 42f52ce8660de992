/** What was done with my account (AUDIT-8): asked of the server, and not believed without its hashes. */
import { err, ok } from '../result.ts';
import { AuditPage, concernsPerson, parseAuditBody } from '../wire/audit.ts';
import type { CommandError } from './api.ts';
import type { AuditApi } from './api-audit.ts';
import { doLinesFit } from './audit-watch.ts';
import { toCommandError } from './http-client.ts';
import type { Session } from './session.ts';

const notReady = err<CommandError>({ type: 'not-ready' });

export function makeAuditCommands(session: () => Session | undefined): AuditApi {
  return {
    async ownAudit(before) {
      const open = session();
      if (open === undefined) return notReady;
      const { http } = open.thread.context;
      const page = await http.get(`/me/audit${before === undefined ? '' : `?before=${before}`}`, AuditPage);
      if (!page.ok) return err(toCommandError(page.error));
      const { lines, next, head } = page.value;
      const read = lines.flatMap((line) => {
        const entry = parseAuditBody(line.body);
        return entry !== undefined && concernsPerson(entry, open.identity.user) ? [{ entry, line: { ...line, n: entry.n } }] : [];
      });
      const fit = await doLinesFit(
        http,
        read.map(({ line }) => line),
        head,
      );
      if (!fit.ok) return err(toCommandError(fit.error));
      const watched = await open.auditWatch.look();
      if (!watched.ok) return err(toCommandError(watched.error));
      const isWhole = fit.value && watched.value && read.length === lines.length;
      return ok({ entries: read.map(({ entry }) => entry), ...(next === undefined ? {} : { next }), isWhole });
    },
  };
}
