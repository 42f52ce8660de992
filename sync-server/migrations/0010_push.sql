-- Where a device can be woken (PUSH-1); the newest subscription of a device counts.
create table push_subscription (
  device_key int primary key references device ("key") on delete cascade,
  user_id uuid not null references person on delete cascade,
  endpoint text not null,
  p256dh bytea not null,
  auth bytea not null,
  -- wire/push.ts, PushFilter as JSON; null: everything wakes it
  filter jsonb,
  created_at_ms bigint not null,
  -- the newest push: when, status of the push service (0: it could not be reached)
  last_at_ms bigint,
  last_status int,
  -- the newest test: its token, when it began and came back
  test_token text,
  test_started_at_ms bigint,
  test_answered_at_ms bigint,
  test_status int,
  test_seen_at_ms bigint,
  -- the newest test that came all the way back; stays when another one begins
  tested_at_ms bigint
);
create index push_subscription_user on push_subscription (user_id);

-- One push to one device that has not been taken yet (PUSH-4). Written in the transaction of what it tells of.
create table push_job (
  id bigint generated always as identity primary key,
  device_key int not null references push_subscription on delete cascade,
  -- wire/push.ts, PushPayload as JSON without `v` and `d`
  payload jsonb not null,
  urgency text not null check (urgency in ('normal', 'high')),
  ttl_s int not null,
  -- replaces an earlier push that the service has not delivered (RFC 8030 §5.4)
  topic text,
  -- of whom the alarm is to hear how it went
  alarm bytea,
  attempts int not null default 0,
  due_at_ms bigint not null,
  -- due for the first time, and its TTL: afterwards nobody wants it any more
  until_at_ms bigint,
  -- the process that is sending it; free again when that process is gone or the lease ran out
  lease_until_ms bigint
);
create index push_job_due on push_job (due_at_ms);
create index push_job_device on push_job (device_key, topic);

-- However a session ends (signed out, ended by another one, ran out): with the last one of its device, nothing wakes that device any more
-- (PUSH-1).
create function end_push_without_session() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.device_key = old.device_key then return null; end if;
  delete from push_subscription s
   where s.device_key = old.device_key and not exists (select 1 from device_session d where d.device_key = old.device_key);
  return null;
end $$;
create trigger device_session_ends_push after update or delete on device_session
  for each row execute function end_push_without_session();
