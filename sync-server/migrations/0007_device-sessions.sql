-- Under which session a device proved its key last: a revoked device takes its session with it (AUTH-11).
create table device_session (
  session_id uuid primary key references "session" ("id") on delete cascade,
  device_key int not null references device ("key") on delete cascade
);
create index device_session_device on device_session (device_key);

-- When a device was connected last, for its owner.
alter table device add column seen_at timestamptz;

-- A device that asks another of its owner's devices to vouch for it; minutes old or gone (LINK-1).
create table device_link (
  id bytea primary key,
  user_id uuid not null references person on delete cascade,
  sig bytea not null,
  kem bytea not null,
  label text not null,
  offer bytea,
  created_at timestamptz not null default now()
);
create index device_link_user on device_link (user_id, created_at);
