-- The user key with which the identity of a device began: what a reset made speaks only where its user holds a newer key (RESET-5).
alter table device add column first_gen int not null default 0;

-- Somebody who has neither device nor code asks an administrator for a new identity (RESET-1): one of each person, a week old or gone.
create table reset_request (
  user_id uuid primary key references person on delete cascade,
  device bytea not null,
  sig bytea not null,
  kem bytea not null,
  label text not null,
  recovery_sig bytea not null,
  recovery_kem bytea not null,
  user_key bytea not null,
  -- What an administrator's device signed for it.
  offer_body bytea,
  offer_sig bytea,
  refused boolean not null default false,
  created_at timestamptz not null default now()
);
create index reset_request_age on reset_request (created_at);
