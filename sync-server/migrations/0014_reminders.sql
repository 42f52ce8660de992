-- When somebody is reminded of an event (CAL-40 … CAL-45). Of the event a name that only members of its calendar can make; no word of it stands here.
create table reminder (
  user_id uuid not null references person on delete cascade,
  event bytea not null,
  at_ms bigint not null,
  -- whose append handed it over, and where that stands (`log` is a log's short key); null: her own device told it
  author uuid,
  space_id bytea references space on delete cascade,
  log int,
  seq int,
  -- it was sent, or came too late; kept for a while, so that it is not sent again
  fired_at_ms bigint,
  primary key (user_id, event, at_ms)
) with (fillfactor = 70);
create index reminder_due on reminder (at_ms) where fired_at_ms is null;
create index reminder_fired on reminder (fired_at_ms) where fired_at_ms is not null;
create index reminder_event on reminder (event) where fired_at_ms is null;
create index reminder_space on reminder (space_id) where space_id is not null;
