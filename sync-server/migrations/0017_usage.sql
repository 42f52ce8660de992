-- How the service is used (USAGE-1 … USAGE-6): counts by day and unit. `unit` is the id of a unit of the tree, or the words that somebody
-- typed. Of nobody it is kept how much she wrote.
create table usage_day (
  day date not null,
  unit text not null,
  kind text not null check (kind in ('message', 'medium', 'urgent', 'call', 'people')),
  count bigint not null check (count >= 0),
  primary key (day, unit, kind)
) with (fillfactor = 70);

-- Who was here that day, to count people once; ninety days, then only how many there were (USAGE-2).
create table person_day (
  day date not null,
  user_id uuid not null references person on delete cascade,
  unit text not null,
  primary key (day, user_id)
);
create index person_day_person on person_day (user_id);

-- One urgent message that is over, without whose it was: of the unit that was asked first.
create table usage_alarm (
  id bigint generated always as identity primary key,
  day date not null,
  unit text not null,
  outcome text not null check (outcome in ('in-time', 'late', 'unanswered', 'withdrawn')),
  answer_ms bigint
);
create index usage_alarm_day on usage_alarm (day);

alter table alarm add column is_counted boolean not null default false;
create index alarm_to_count on alarm (id) where due_at_ms is null and not is_counted;
