-- INVITE-1: who was asked to come, with what the form begins with. The token itself is with whoever has the link.
create table invitation (
  id uuid primary key,
  token_hash bytea not null unique check (length(token_hash) = 32),
  made_by uuid references "user" on delete set null,
  made_at timestamptz not null default now(),
  expires_at timestamptz not null,
  name text,
  email text,
  staff_number text,
  profession text,
  unit text,
  used_by uuid unique references "user" on delete cascade,
  used_at timestamptz,
  revoked_at timestamptz,
  check ((used_by is null) = (used_at is null))
);
create index invitation_made on invitation (made_at desc, id);
create index invitation_email on invitation (email);
create index invitation_staff_number on invitation (staff_number);
