-- The audit log (AUDIT-1 … AUDIT-4): what was done to accounts, devices and the service, by whom and when. Identifiers and closed words
-- alone: nobody's name, no address, no typed text, so that a person can be erased and the chain still fits.
create table audit (
  n bigint primary key check (n > 0),
  -- wire/audit.ts: the JSON text whose SHA-256 the chain holds. The columns below repeat it, for filters alone.
  body text not null check (length(body) <= 1024),
  at_ms bigint not null,
  -- null: the service itself
  actor uuid,
  act text not null,
  -- whom or what it concerns
  subject text,
  prev_hash bytea not null unique check (length(prev_hash) = 32),
  hash bytea not null unique check (length(hash) = 32)
);
create index audit_actor on audit (actor, n) where actor is not null;
create index audit_subject on audit (subject, n) where subject is not null;
create index audit_act on audit (act, n);
create index audit_at on audit (at_ms);

-- Nothing of ours changes or removes an entry. Whoever owns the database can take the trigger off; then the chain does not fit (AUDIT-3).
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only ever added to' using errcode = 'insufficient_privilege';
end $$;
create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function refuse_audit_change();
