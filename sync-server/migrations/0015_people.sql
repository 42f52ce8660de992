-- DIR-1: what people say they do, in their own words.
alter table person add column specialities text[] not null default '{}';
