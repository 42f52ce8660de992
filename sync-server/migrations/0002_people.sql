-- Settings of this installation: the cookie secret, the hash of the first-administrator token.
create table setting (
  name text primary key,
  value text not null
);

-- The directory row. The organisation chain holds only a salted hash of it, so that a person can be erased.
create table person (
  user_id uuid primary key references "user" (id) on delete cascade,
  status text not null default 'pending' check (status in ('pending', 'active', 'suspended', 'refused')),
  role text not null default 'member' check (role in ('member', 'administrator')),
  staff_number text not null unique,
  profession text not null,
  unit text not null,
  extension text not null default '',
  languages text[] not null default '{}',
  salt bytea not null,
  photo_hash bytea,
  created_at timestamptz not null default now()
);
create index person_pending on person (created_at) where status = 'pending';

create table photo (
  user_id uuid primary key references person on delete cascade,
  type text not null,
  body bytea not null
);
alter table photo alter column body set storage external;

-- Fixed windows: one row per (what, client address).
create table rate_bucket (
  key text primary key,
  count int not null,
  started_at_ms bigint not null
);

-- Server processes that are alive (DB-5).
create table process (
  id uuid primary key,
  heartbeat_at timestamptz not null default now()
);
