-- Alarms of urgent messages (ALARM-1 … ALARM-10): who is rung, when next, and what was answered. No word of a message stands here.
create table alarm (
  id bytea primary key,
  -- where the message is; `log` is a log's short key
  space_id bytea not null references space on delete cascade,
  log int not null,
  seq int not null,
  sender uuid not null references person on delete cascade,
  need text not null check (need in ('one', 'each')),
  every_ms int not null,
  for_ms int not null,
  -- wire/alarm.ts: [{afterMs, users}]
  stages jsonb not null,
  report uuid[] not null,
  asked int not null,
  phase text not null check (phase in ('ringing', 'paused', 'answered', 'unanswered', 'withdrawn')),
  -- the newest stage that was reached
  stage int not null,
  accepted_at_ms bigint not null,
  changed_at_ms bigint not null,
  paused_until_ms bigint,
  -- when something happens next; null: it is over
  due_at_ms bigint
) with (fillfactor = 70);
create index alarm_due on alarm (due_at_ms) where due_at_ms is not null;
create index alarm_sender on alarm (sender, accepted_at_ms);
create index alarm_report on alarm using gin (report);
create index alarm_over on alarm (changed_at_ms) where due_at_ms is null;
create index alarm_space on alarm (space_id);

create table alarm_person (
  alarm bytea not null references alarm on delete cascade,
  user_id uuid not null references person on delete cascade,
  stage int not null,
  -- somebody passed it on to her
  is_passed boolean not null default false,
  rings int not null default 0,
  -- where the time begins for which she is rung; null: she was not reached
  from_ms bigint,
  last_ring_at_ms bigint,
  next_ring_at_ms bigint,
  -- of her newest ring
  push text not null default 'none' check (push in ('none', 'waiting', 'sent', 'failed')),
  primary key (alarm, user_id)
) with (fillfactor = 70);
create index alarm_person_user on alarm_person (user_id);

-- The newest answer of each, as her device signed it.
create table alarm_answer (
  alarm bytea not null references alarm on delete cascade,
  user_id uuid not null references person on delete cascade,
  device bytea not null,
  word text not null check (word in ('taken', 'cannot', 'call', 'none', 'withdrawn')),
  to_user uuid,
  at_ms bigint not null,
  sig bytea not null,
  received_at_ms bigint not null,
  primary key (alarm, user_id)
) with (fillfactor = 70);

-- Copies for whoever may not read the original (ALARM-8); one may arrive before its alarm.
create table alarm_place (
  alarm bytea not null,
  user_id uuid not null references person on delete cascade,
  author uuid not null references person on delete cascade,
  space_id bytea not null references space on delete cascade,
  log int not null,
  seq int not null,
  stored_at_ms bigint not null,
  primary key (alarm, user_id, author)
);
create index alarm_place_stored on alarm_place (stored_at_ms);

-- Rings that have not left are taken back when an alarm rests or ends.
create index push_job_alarm on push_job (alarm) where alarm is not null;
