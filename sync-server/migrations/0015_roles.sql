-- Roles beside those of everybody and of administrators (ORG-11), and where people work (UNIT-1).
alter table person drop constraint person_role_check;
alter table person add constraint person_role_check check (role in ('member', 'unit_head', 'auditor', 'administrator'));

create table unit (
  id uuid primary key,
  kind text not null check (kind in ('site', 'unit')),
  -- what it is part of
  parent_id uuid references unit on delete restrict,
  name text not null,
  created_at timestamptz not null default now()
);
create unique index unit_name on unit (coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), lower(name));

alter table person
  -- of the tree; null: `unit` is what she typed
  add column unit_id uuid references unit on delete set null,
  -- why she was refused, in the words of whoever did it (ADMIN-7)
  add column refusal text,
  -- whose requests and announcements a head answers for
  add column heads_unit uuid references unit on delete restrict;
create index person_unit on person (unit_id);
create index person_name on "user" (lower(name), id);

-- ORG-12: an administrator took it away; `revoked_n` is set as well, until her own chain says so.
alter table device add column removed_at timestamptz;

-- ADMIN-5: a link with which somebody gives herself a new password, as long as it is good for something.
create table password_link (
  token_hash bytea primary key,
  user_id uuid not null references person on delete cascade,
  -- null: she asked for it by e-mail
  made_by uuid references person on delete set null,
  expires_at timestamptz not null
);
create index password_link_user on password_link (user_id);
