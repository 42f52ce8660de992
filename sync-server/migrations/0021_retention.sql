-- POLICY-10: a log that the rules let go. Its row stays, so that nobody begins it anew; what it held is removed in steps.
alter table log add column expired_at_ms bigint;
-- when nothing of it was left
alter table log add column erased_at_ms bigint;
create index log_expired on log (key) where expired_at_ms is not null and erased_at_ms is null;
