-- What one person may do to others with alarms (ALARM-10): rings that a plan foresees, and how often somebody changed her word.
alter table alarm add column planned_rings int not null default 0;
alter table alarm_answer add column words int not null default 1;
