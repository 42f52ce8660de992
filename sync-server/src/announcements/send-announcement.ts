/** Taking an announcement (ANNOUNCE-1, ANNOUNCE-2): as devices will check it, and what they cannot know: whose unit it is. Whom it is for is woken (ANNOUNCE-8). */
import { equalBytes } from '@sanad/model/bytes';
import type { UserId } from '@sanad/model/ids';
import { err, ok, type Result } from '@sanad/model/result';
import {
  Announcement,
  maxAnnouncementBytes,
  maxAnnouncementDays,
  maxOpenAnnouncements,
  mayAnnounce,
} from '@sanad/model/wire/announcement';
import { permits, scopeOf } from '@sanad/model/wire/permissions';
import { parseStatementBody, type Statement } from '@sanad/model/wire/statement';
import { headedUnit, unitsBelow } from '../admin/scope.ts';
import { appendAudit } from '../audit/append-audit.ts';
import { type Database, type Queryable, transaction } from '../db/database.ts';
import { signerKey } from '../devices/append-user-link.ts';
import type { OrganisationStore } from '../devices/organisation-store.ts';
import { isSignedNow, verifyStatement } from '../devices/signature.ts';
import type { Session } from '../http/context.ts';
import { type Refusal, refusal } from '../http/refusal.ts';
import { enqueueWakes, type Wake } from '../push/enqueue-wakes.ts';

const dayMs = 24 * 3_600_000;
const maxWakeSeconds = 7 * 24 * 3600;
type Sender = Pick<Session, 'user' | 'role'>;

export function sendAnnouncement(
  database: Database,
  organisation: OrganisationStore,
  sender: Sender,
  statement: Statement,
  nowMs: number,
): Promise<Result<{ readonly n: number }, Refusal>> {
  return transaction(database, async (client) => {
    const parsed = parseStatementBody(Announcement, statement.body, maxAnnouncementBytes);
    const chain = await organisation.load(client);
    if (!parsed.ok || chain === undefined) return err(refusal('announcement/invalid'));
    const said = parsed.value;
    const isTimely = isSignedNow(said.atMs, nowMs) && said.untilMs > nowMs && said.untilMs <= nowMs + maxAnnouncementDays * dayMs;
    if (!isTimely || !equalBytes(said.organisation, chain.hash)) return err(refusal('announcement/invalid'));
    const isHers =
      said.signer.user === sender.user && permits(sender.role, 'announcements.send') && mayAnnounce(sender.role, said);
    if (!isHers || !(await isInReach(client, sender, said.to?.unit))) return err(refusal('auth/forbidden'));
    // Devices show the name that was signed: it is the unit's own.
    if (said.to !== undefined && !(await isNamed(client, said.to))) return err(refusal('announcement/invalid'));
    const key = await signerKey(client, organisation, said.signer);
    if (key === undefined || !(await verifyStatement('announcement', statement, key, undefined)))
      return err(refusal('announcement/invalid'));
    const room = await findRoom(client, said.id, statement);
    if (room !== 'free') return room === 'there' ? ok({ n: chain.n }) : err(refusal(room));
    await client.query(
      `insert into announcement (id, body, sig, sender, unit_id, until_at)
       values ($1, $2, $3, $4, $5, to_timestamp($6::float8 / 1000))`,
      [said.id, statement.body, statement.sig, sender.user, said.to?.unit ?? null, said.untilMs],
    );
    const facts = { toMs: said.untilMs, ...(said.to === undefined ? {} : { unit: said.to.unit }) };
    await appendAudit(client, { actor: sender.user, act: 'announcement.send', subject: said.id, facts });
    await wakeReaders(client, sender, said, nowMs);
    return ok({ n: chain.n });
  });
}

/** ANNOUNCE-8. Of two that wait for one device it says the newer: a push says no more than that there is one. */
async function wakeReaders(client: Queryable, sender: Sender, { to, untilMs }: Announcement, nowMs: number): Promise<void> {
  const { rows } = await client.query<{ user: UserId }>(
    `select p.user_id as "user" from person p
      where p.status = 'active' and p.user_id <> $1 and ($2::uuid is null or p.unit_id in ${unitsBelow('$2')})
        and exists (select 1 from push_subscription s where s.user_id = p.user_id)`,
    [sender.user, to?.unit ?? null],
  );
  const ttlSeconds = Math.min(maxWakeSeconds, Math.ceil((untilMs - nowMs) / 1000));
  const wakes = rows.map(({ user }): Wake => ({ user, kind: 'announcement', ttlSeconds, topic: 'announcement' }));
  await enqueueWakes(client, wakes, nowMs);
}

/** A unit that is there; of a head hers, or one below it. */
export async function isInReach(client: Queryable, { user, role }: Sender, unit: string | undefined): Promise<boolean> {
  if (scopeOf(role, 'announcements.send') === 'all')
    return unit === undefined || (await client.query('select 1 from unit where id = $1', [unit])).rowCount === 1;
  const headed = await headedUnit(client, user);
  if (unit === undefined || headed === null) return false;
  return (await client.query(`select 1 where $1::uuid in ${unitsBelow('$2')}`, [unit, headed])).rowCount === 1;
}

const isNamed = async (client: Queryable, { unit, name }: NonNullable<Announcement['to']>): Promise<boolean> =>
  (await client.query('select 1 from unit where id = $1 and name = $2', [unit, name])).rowCount === 1;

async function findRoom(
  client: Queryable,
  id: string,
  { body, sig }: Statement,
): Promise<'free' | 'there' | 'announcement/invalid' | 'announcement/too-many'> {
  await client.query('lock table announcement in share row exclusive mode');
  const { rows } = await client.query<{ same: boolean }>(
    'select body = $2 and sig = $3 as same from announcement where id = $1',
    [id, body, sig],
  );
  // Its answer was lost.
  if (rows[0] !== undefined) return rows[0].same ? 'there' : 'announcement/invalid';
  // What is over for a year is forgotten with the next one that is sent.
  await client.query("delete from announcement where until_at < now() - interval '365 days'");
  const open = await client.query<{ open: number }>(
    'select count(*)::int as open from announcement where ended_at is null and until_at > now()',
  );
  return (open.rows[0]?.open ?? 0) >= maxOpenAnnouncements ? 'announcement/too-many' : 'free';
}
