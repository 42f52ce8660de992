-- Where a present membership began: a leave that was signed during an earlier one proves nothing (EPOCH-11).
alter table space_member
  add column joined_epoch int not null default 0,
  add column joined_rev int not null default 0;

-- Signed leaves of members who are still listed.
create table space_leave (
  space_id bytea not null,
  user_id uuid not null,
  body bytea not null,
  sig bytea not null,
  created_at timestamptz not null default now(),
  primary key (space_id, user_id),
  foreign key (space_id, user_id) references space_member on delete cascade
);
