-- Files (FILE-4 … FILE-7): who brought which sealed bytes, and which logs refer to them. The bytes are in the file store, under the id alone.
create table file (
  id bytea primary key,
  user_id uuid not null references person on delete cascade,
  -- where it was reserved
  space_id bytea not null references space on delete cascade,
  -- of the sealed file, as it was reserved
  bytes bigint not null,
  created_at_ms bigint not null,
  -- when bytes came last
  progress_at_ms bigint not null,
  -- when all of them were there; null: they are not
  stored_at_ms bigint
) with (fillfactor = 70);
create index file_user on file (user_id);
create index file_space on file (space_id);

-- `log` is a log's short key; `user_id` is who appended what refers to it.
create table file_reference (
  file bytea not null references file on delete cascade,
  log int not null references log (key) on delete cascade,
  user_id uuid not null references person on delete cascade,
  primary key (file, log, user_id)
);
create index file_reference_log on file_reference (log);
