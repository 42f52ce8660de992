-- How many messages left in an hour of a day, and how many people wrote them at least (USAGE-8): two numbers, and nobody.
create table usage_hour (
  day date not null,
  hour smallint not null check (hour between 0 and 23),
  count bigint not null check (count >= 0),
  writers int not null check (writers >= 0),
  primary key (day, hour)
) with (fillfactor = 70);
