-- `key` stands for the 16-byte id in the tables below: four bytes per chunk instead of sixteen in heap and index.
create table log (
  id bytea primary key,
  key int generated always as identity unique,
  space_id bytea not null references space on delete cascade,
  head_seq int not null default 0,
  head_hash bytea not null default decode(repeat('00', 32), 'hex'),
  first_seq int not null default 1,
  updated_at timestamptz not null default now()
) with (fillfactor = 70);
create index log_space on log (space_id);

-- Newest chunk of each author in each log: n and prev are checked here, so that `chunk` needs no second index.
create table log_author (
  log int not null references log (key) on delete cascade,
  device int not null,
  last_n bigint not null,
  last_hash bytea not null,
  last_seq int not null,
  -- rolling hash at last_seq: the answer to a repeated append
  last_head bytea not null,
  primary key (log, device)
) with (fillfactor = 70);

-- `body` is the chunk without its log id (16 bytes that `log` knows); see relay/stored-chunk.ts.
create table chunk (
  log int not null,
  seq int not null,
  received_at_ms bigint not null,
  body bytea not null,
  primary key (log, seq)
);
alter table chunk alter column body set storage external;

create table snapshot (
  log int not null references log (key) on delete cascade,
  covers int not null,
  device int not null,
  user_id uuid not null,
  hash bytea not null,
  body bytea not null,
  attested boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (log, covers)
);
alter table snapshot alter column body set storage external;

create table mark (
  space_id bytea not null references space on delete cascade,
  device bytea not null,
  user_id uuid not null,
  body bytea not null,
  updated_at timestamptz not null default now(),
  primary key (space_id, device)
) with (fillfactor = 70);
