-- DIR-1: what people say they do, in their own words.
alter table person add column specialities text[] not null default '{}';

-- ACCOUNT-3: who erased her account keeps a row without a word of hers, so that what she signed can still be verified.
alter table person drop constraint person_status_check;
alter table person add constraint person_status_check check (status in ('pending', 'active', 'suspended', 'refused', 'erased'));
alter table person add column erased_at timestamptz;
