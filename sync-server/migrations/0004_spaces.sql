create table space (
  id bytea primary key,
  kind text not null check (kind in ('direct', 'private', 'group', 'organisation')),
  epoch int not null,
  rev int not null,
  records int not null,
  head bytea not null,
  key_commit bytea not null,
  epoch_started_at_ms bigint not null,
  created_at timestamptz not null default now()
);

create table epoch_record (
  space_id bytea not null references space on delete cascade,
  idx int not null,
  body bytea not null,
  sig bytea not null,
  created_at timestamptz not null default now(),
  primary key (space_id, idx)
);

create table space_member (
  space_id bytea not null references space on delete cascade,
  user_id uuid not null references user_chain,
  admin boolean not null,
  uk_gen int not null,
  chain_n int not null,
  primary key (space_id, user_id)
);
create index space_member_user on space_member (user_id);

create table epoch_grant (
  space_id bytea not null,
  idx int not null,
  user_id uuid not null,
  epoch int not null,
  rev int not null,
  uk_gen int not null,
  enc bytea not null,
  sealed bytea not null,
  primary key (space_id, user_id, idx),
  foreign key (space_id, idx) references epoch_record on delete cascade
);
