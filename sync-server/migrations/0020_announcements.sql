-- ANNOUNCE-1: what was said to everybody or to a unit, as it was signed.
create table announcement (
  id uuid primary key,
  body bytea not null,
  sig bytea not null check (length(sig) = 64),
  sender uuid references "user" on delete set null,
  -- null: everybody. Not a reference: a unit that is removed has nobody in it.
  unit_id uuid,
  sent_at timestamptz not null default now(),
  until_at timestamptz not null,
  ended_at timestamptz
);
create index announcement_sent on announcement (sent_at desc);

-- ANNOUNCE-4: whose devices have it, and who said that she read it.
create table announcement_told (
  announcement_id uuid not null references announcement on delete cascade,
  user_id uuid not null references "user" on delete cascade,
  told_at timestamptz not null default now(),
  acknowledged_at timestamptz,
  primary key (announcement_id, user_id)
);
create index announcement_told_user on announcement_told (user_id);
