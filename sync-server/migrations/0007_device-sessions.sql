-- Under which session a device proved its key last: a revoked device takes its session with it (AUTH-11).
create table device_session (
  session_id uuid primary key references "session" ("id") on delete cascade,
  device_key int not null references device ("key") on delete cascade
);
create index device_session_device on device_session (device_key);

-- When a device was connected last, for its owner.
alter table device add column seen_at timestamptz;
