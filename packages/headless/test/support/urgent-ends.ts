/** How urgent messages ended: at the server, whose tables are watched while it works, and on the devices of everybody concerned. */
import type { AlarmId, MessageId, UserId } from '@sanad/model/ids';
import type pg from 'pg';
import { type Actor, factsOf, laneOf, type Sent } from './urgent-ward.ts';

/**
 * Every ring that was claimed, every push that was written, every phase, with their transactions: in a schema of its own, since the server refuses to
 * share its one.
 */
export async function watchAlarms(tables: pg.Client): Promise<void> {
  await tables.query(`
    create schema seen;
    create table seen.step (id serial, tx bigint default txid_current(), alarm text, user_id uuid, ring int, phase text);
    create table seen.push (device_key int, kind text, alarm text, ring int);
    create table seen.undone (alarm text);
    create function seen.ring() returns trigger language plpgsql as $$ begin
      if new.rings > 0 and (tg_op = 'INSERT' or new.rings <> old.rings) then
        insert into seen.step (alarm, user_id, ring) values (encode(new.alarm, 'hex'), new.user_id, new.rings); end if; return new; end $$;
    create trigger ring after insert or update on alarm_person for each row execute function seen.ring();
    create function seen.phase() returns trigger language plpgsql as $$ begin
      if new.phase <> old.phase then insert into seen.step (alarm, phase) values (encode(new.id, 'hex'), new.phase); end if; return new; end $$;
    create trigger phase after update on alarm for each row execute function seen.phase();
    create function seen.undone() returns trigger language plpgsql as $$ begin
      if old.word in ('taken', 'call') and new.word not in ('taken', 'call') then
        insert into seen.undone values (encode(new.alarm, 'hex')); end if; return new; end $$;
    create trigger undone after update on alarm_answer for each row execute function seen.undone();
    create function seen.push() returns trigger language plpgsql as $$ begin
      insert into seen.push values (new.device_key, new.payload->>'k', new.payload->>'a', (new.payload->>'r')::int); return new; end $$;
    create trigger push after insert on push_job for each row execute function seen.push();`);
}

export interface Ended {
  readonly id: AlarmId;
  readonly sender: UserId;
  readonly phase: string;
  readonly stage: number;
  readonly isOpen: boolean;
  /** Everybody who was or would have been asked, and the administrators who are told when nobody answered. */
  readonly people: readonly UserId[];
}
export async function readAlarms(tables: pg.Client): Promise<readonly Ended[]> {
  const { rows } = await tables.query<Ended>(
    `select encode(id, 'hex') as id, sender::text, phase, stage, due_at_ms is not null as "isOpen",
            array(select user_id::text from alarm_person p where p.alarm = a.id) || report::text[] as people from alarm a`,
  );
  return rows;
}

/**
 * A ring has one number and is claimed once: per person 1, 2, 3 … as many as the alarm knows of; and no device has two pushes for one. That nobody
 * answered is told again when whoever saw to it after all takes that back.
 */
export async function ringsTwice(tables: pg.Client): Promise<readonly unknown[]> {
  const rings = await tables.query(
    `select p.alarm, p.user_id, p.rings, array_agg(s.ring order by s.id) as claimed from alarm_person p
       left join seen.step s on s.alarm = encode(p.alarm, 'hex') and s.user_id = p.user_id and s.ring is not null
      group by p.alarm, p.user_id, p.rings
     having array_agg(s.ring order by s.id) is distinct from
            case when p.rings = 0 then array[null::int] else array(select generate_series(1, p.rings)) end`,
  );
  const pushes = await tables.query(
    `select device_key, kind, alarm, ring from seen.push p where kind in ('urgent', 'late', 'unanswered')
      group by device_key, kind, alarm, ring
     having count(*) > 1 + case when kind = 'unanswered' then (select count(*) from seen.undone u where u.alarm = p.alarm) else 0 end`,
  );
  return [...rings.rows, ...pushes.rows];
}

/** Nothing rings while an answer rests or when it is over; what was claimed with the answer, in its transaction, was due before. */
export async function ringsAfterEnd(tables: pg.Client): Promise<readonly unknown[]> {
  const { rows } = await tables.query<{ tx: string; alarm: string; ring: number | null; phase: string | null }>(
    'select tx, alarm, ring, phase from seen.step order by id',
  );
  const phases = new Map<string, { readonly phase: string; readonly tx: string }>();
  return rows.filter(({ tx, alarm, ring, phase }) => {
    const before = phases.get(alarm);
    if (phase !== null) phases.set(alarm, { phase, tx });
    return ring !== null && before !== undefined && before.phase !== 'ringing' && before.tx !== tx;
  });
}

/** The sender is told of a silent end, and of no other; also by a push, unless no device of hers could be woken. */
export async function reportsThatAreWrong(tables: pg.Client): Promise<readonly unknown[]> {
  const { rows } = await tables.query(
    `select encode(a.id, 'hex') as alarm, a.phase from alarm a
      where a.phase <> 'unanswered' and exists (select 1 from seen.push where kind = 'unanswered' and alarm = encode(a.id, 'hex'))`,
  );
  return rows;
}

/** Which alarm each message has, as its sender keeps it. */
export async function readPlanned(actors: readonly Actor[], sent: readonly Sent[]): Promise<ReadonlyMap<MessageId, AlarmId>> {
  const planned = new Map<MessageId, AlarmId>();
  for (const actor of actors) {
    const facts = await factsOf(actor);
    for (const { id } of sent.filter((one) => one.actor === actor)) {
      const alarm = facts.get(id)?.plan?.alarm;
      if (alarm !== undefined) planned.set(id, alarm);
    }
  }
  return planned;
}

/**
 * What a device shows otherwise than it ended. An answer that came after the report is shown as one by all; whoever was not asked is told nothing
 * but what stands in the conversation, and for her it has ended as well. Also one that rang nobody may be seen to by whoever reads it.
 */
export async function shownWrong(
  actors: readonly Actor[],
  ended: readonly Ended[],
  planned: ReadonlyMap<MessageId, AlarmId>,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  const late = new Set<AlarmId>();
  const shown = new Map<AlarmId, { readonly actor: Actor; readonly phase: string }[]>();
  for (const actor of actors) {
    const facts = await factsOf(actor);
    for (const { message } of await laneOf(actor)) {
      const row = facts.get(message.id);
      const alarm = row?.plan?.alarm;
      if (row === undefined || alarm === undefined || message.urgent === undefined) continue;
      const { phase, owed } = message.urgent;
      if (owed || (phase !== 'answered' && phase !== 'unanswered')) wrong.push(`${actor.name}: ${alarm} is ${phase}`);
      if (row.said.some(({ word }) => word === 'taken' || word === 'call')) late.add(alarm);
      shown.set(alarm, [...(shown.get(alarm) ?? []), { actor, phase }]);
    }
  }
  for (const { id, phase, sender, people } of ended) {
    const concerned = actors.filter(({ user }) => user === sender || people.includes(user));
    for (const actor of concerned) {
      const its = shown.get(id)?.filter((one) => one.actor === actor) ?? [];
      if (its.length === 0) wrong.push(`${actor.name}: ${id} (${phase}) is not there`);
      for (const one of its)
        if (one.phase !== phase && !(phase === 'unanswered' && late.has(id)))
          wrong.push(`${actor.name}: ${id} is ${one.phase}, it is ${phase}`);
    }
  }
  for (const alarm of planned.values())
    if (
      !ended.some(({ id }) => id === alarm) &&
      shown.get(alarm)?.some(({ phase }) => phase !== 'unanswered' && !(phase === 'answered' && late.has(alarm))) === true
    )
      wrong.push(`${alarm} never rang`);
  return wrong;
}
