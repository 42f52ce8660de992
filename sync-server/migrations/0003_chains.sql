-- Newest state of a device chain; its row is the lock under which a link is appended.
create table user_chain (
  user_id uuid primary key references person on delete cascade,
  n int not null,
  head bytea not null,
  genesis_hash bytea not null,
  uk_gen int not null,
  resets int not null default 0
);

create table user_link (
  user_id uuid not null references user_chain on delete cascade,
  n int not null,
  body bytea not null,
  sig bytea not null,
  co_sig bytea,
  created_at timestamptz not null default now(),
  primary key (user_id, n)
);

create table device (
  id bytea primary key,
  key int generated always as identity unique,
  user_id uuid not null references user_chain on delete cascade,
  sig bytea not null,
  added_n int not null,
  revoked_n int
);
create index device_user on device (user_id);

create table user_key_grant (
  user_id uuid not null references user_chain on delete cascade,
  gen int not null,
  recipient text not null,
  enc bytea not null,
  sealed bytea not null,
  primary key (user_id, gen, recipient)
);

create table user_key_back_link (
  user_id uuid not null references user_chain on delete cascade,
  gen int not null,
  iv bytea not null,
  sealed bytea not null,
  primary key (user_id, gen)
);

create table organisation_link (
  n int primary key,
  body bytea not null,
  sig bytea not null,
  co_sig bytea,
  created_at timestamptz not null default now()
);
