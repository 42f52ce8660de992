/** The examples of RFC 5545 §3.8.5.3, as far as they are of days and longer; the first dates of those without an end. */
import { describe, expect, test } from 'vitest';
import { dayMs, formatDate, parseDate, parseLocal } from './local-time.ts';
import { occurrenceDays } from './recurrence.ts';
import { formatRule, parseRule } from './rule.ts';
import { zoneOf } from './zones.ts';

const newYork = zoneOf('America/New_York');
const start = (date: string) => ({ localMs: parseLocal(`${date}T09:00:00`) ?? Number.NaN, zone: newYork });

function dates(text: string, from: string, count: number): readonly string[] {
  const rule = parseRule(text, start(from));
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  const { localMs } = start(from);
  return occurrenceDays(rule.value, localMs, 0, localMs / dayMs + 366 * 30)
    .slice(0, count)
    .map(formatDate);
}
/** `1997: 9/2-5 10/1,3` → dates. */
function list(text: string): readonly string[] {
  const out: string[] = [];
  let year = '';
  for (const word of text.split(' ')) {
    if (word.endsWith(':')) year = word.slice(0, -1);
    const [month = '', days = ''] = word.endsWith(':') ? [] : word.split('/');
    for (const part of days === '' ? [] : days.split(',')) {
      const [first = 0, last = first] = part.split('-').map(Number);
      for (let day = first; day <= last; day++) out.push(`${year}-${month.padStart(2, '0')}-${String(day).padStart(2, '0')}`);
    }
  }
  return out;
}

describe('CAL-4: the examples of RFC 5545', () => {
  test.each([
    ['FREQ=DAILY;COUNT=10', '1997-09-02', '1997: 9/2-11'],
    ['FREQ=DAILY;UNTIL=19971224T000000Z', '1997-09-02', '1997: 9/2-30 10/1-31 11/1-30 12/1-23'],
    ['FREQ=DAILY;INTERVAL=2', '1997-09-02', '1997: 9/2,4,6,8,10,12,14,16,18,20,22,24,26,28,30 10/2,4,6'],
    ['FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-09-02', '1997: 9/2,12,22 10/2,12'],
    [
      'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA',
      '1998-01-01',
      '1998: 1/1-31 1999: 1/1-31 2000: 1/1-31',
    ],
    ['FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1', '1998-01-01', '1998: 1/1-31 1999: 1/1-31 2000: 1/1-31'],
    ['FREQ=WEEKLY;COUNT=10', '1997-09-02', '1997: 9/2,9,16,23,30 10/7,14,21,28 11/4'],
    ['FREQ=WEEKLY;UNTIL=19971224T000000Z', '1997-09-02', '1997: 9/2,9,16,23,30 10/7,14,21,28 11/4,11,18,25 12/2,9,16,23'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU', '1997-09-02', '1997: 9/2,16,30 10/14,28 11/11,25 12/9,23 1998: 1/6,20 2/3,17'],
    ['FREQ=WEEKLY;UNTIL=19971007T000000Z;WKST=SU;BYDAY=TU,TH', '1997-09-02', '1997: 9/2,4,9,11,16,18,23,25,30 10/2'],
    ['FREQ=WEEKLY;COUNT=10;WKST=SU;BYDAY=TU,TH', '1997-09-02', '1997: 9/2,4,9,11,16,18,23,25,30 10/2'],
    [
      'FREQ=WEEKLY;INTERVAL=2;UNTIL=19971224T000000Z;WKST=SU;BYDAY=MO,WE,FR',
      '1997-09-01',
      '1997: 9/1,3,5,15,17,19,29 10/1,3,13,15,17,27,29,31 11/10,12,14,24,26,28 12/8,10,12,22',
    ],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH', '1997-09-02', '1997: 9/2,4,16,18,30 10/2,14,16'],
    ['FREQ=MONTHLY;COUNT=10;BYDAY=1FR', '1997-09-05', '1997: 9/5 10/3 11/7 12/5 1998: 1/2 2/6 3/6 4/3 5/1 6/5'],
    ['FREQ=MONTHLY;UNTIL=19971224T000000Z;BYDAY=1FR', '1997-09-05', '1997: 9/5 10/3 11/7 12/5'],
    ['FREQ=MONTHLY;INTERVAL=2;COUNT=10;BYDAY=1SU,-1SU', '1997-09-07', '1997: 9/7,28 11/2,30 1998: 1/4,25 3/1,29 5/3,31'],
    ['FREQ=MONTHLY;COUNT=6;BYDAY=-2MO', '1997-09-22', '1997: 9/22 10/20 11/17 12/22 1998: 1/19 2/16'],
    ['FREQ=MONTHLY;BYMONTHDAY=-3', '1997-09-28', '1997: 9/28 10/29 11/28 12/29 1998: 1/29 2/26'],
    ['FREQ=MONTHLY;COUNT=10;BYMONTHDAY=2,15', '1997-09-02', '1997: 9/2,15 10/2,15 11/2,15 12/2,15 1998: 1/2,15'],
    ['FREQ=MONTHLY;COUNT=10;BYMONTHDAY=1,-1', '1997-09-30', '1997: 9/30 10/1,31 11/1,30 12/1,31 1998: 1/1,31 2/1'],
    ['FREQ=MONTHLY;INTERVAL=18;COUNT=10;BYMONTHDAY=10,11,12,13,14,15', '1997-09-10', '1997: 9/10-15 1999: 3/10-13'],
    ['FREQ=MONTHLY;INTERVAL=2;BYDAY=TU', '1997-09-02', '1997: 9/2,9,16,23,30 11/4,11,18,25 1998: 1/6,13,20,27 3/3,10,17,24,31'],
    [
      'FREQ=YEARLY;COUNT=10;BYMONTH=6,7',
      '1997-06-10',
      '1997: 6/10 7/10 1998: 6/10 7/10 1999: 6/10 7/10 2000: 6/10 7/10 2001: 6/10 7/10',
    ],
    [
      'FREQ=YEARLY;INTERVAL=2;COUNT=10;BYMONTH=1,2,3',
      '1997-03-10',
      '1997: 3/10 1999: 1/10 2/10 3/10 2001: 1/10 2/10 3/10 2003: 1/10 2/10 3/10',
    ],
    [
      'FREQ=YEARLY;INTERVAL=3;COUNT=10;BYYEARDAY=1,100,200',
      '1997-01-01',
      '1997: 1/1 4/10 7/19 2000: 1/1 4/9 7/18 2003: 1/1 4/10 7/19 2006: 1/1',
    ],
    ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19', '1997: 5/19 1998: 5/18 1999: 5/17'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '1997-05-12', '1997: 5/12 1998: 5/11 1999: 5/17'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '1997-03-13', '1997: 3/13,20,27 1998: 3/5,12,19,26 1999: 3/4,11,18,25'],
    [
      'FREQ=YEARLY;BYDAY=TH;BYMONTH=6,7,8',
      '1997-06-05',
      '1997: 6/5,12,19,26 7/3,10,17,24,31 8/7,14,21,28 1998: 6/4,11,18,25 7/2,9,16,23,30 8/6,13,20,27',
    ],
    [
      'FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13',
      '1997-09-13',
      '1997: 9/13 10/11 11/8 12/13 1998: 1/10 2/7 3/7 4/11 5/9 6/13',
    ],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8', '1996-11-05', '1996: 11/5 2000: 11/7 2004: 11/2'],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04', '1997: 9/4 10/7 11/6'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '1997-09-29', '1997: 9/29 10/30 11/27 12/30 1998: 1/29 2/26 3/30'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '1997-08-05', '1997: 8/5,10,19,24'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '1997-08-05', '1997: 8/5,17,19,31'],
    ['FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5', '2007-01-15', '2007: 1/15,30 2/15 3/15,30'],
  ])('%s', (rule, from, expected) => {
    const days = list(expected);
    expect(dates(rule, from, days.length)).toEqual(days);
  });

  test('the last week of a year that reaches into the next', () => {
    // 1998-01-01 lies in week 52 of 1997, when weeks begin on Saturday: rrule leaves it out.
    expect(dates('FREQ=YEARLY;BYWEEKNO=52;BYDAY=TH;WKST=SA', '1996-12-26', 2)).toEqual(['1996-12-26', '1998-01-01']);
    expect(dates('FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO', '1995-12-25', 3)).toEqual(['1995-12-25', '1996-12-23', '1997-12-22']);
    expect(dates('FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR', '1999-01-01', 3)).toEqual(list('1999: 1/1 2004: 12/31 2010: 1/1'));
  });
  test('the 13th that is a Friday: its start is an exception there, and the first occurrence here', () => {
    expect(dates('FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '1997-09-02', 6)).toEqual([
      '1997-09-02',
      ...list('1998: 2/13 3/13 11/13 1999: 8/13 2000: 10/13'),
    ]);
  });
});

describe('CAL-4: rules at the door', () => {
  const parse = (text: string) => parseRule(text, start('2026-10-13'));

  test.each([
    'FREQ=DAILY;COUNT=0',
    'FREQ=DAILY;COUNT=3;UNTIL=20270101T000000Z',
    'FREQ=DAILY;INTERVAL=100000',
    'FREQ=WEEKLY;BYDAY=2TU',
    'FREQ=WEEKLY;BYMONTHDAY=3',
    'FREQ=MONTHLY;BYWEEKNO=3',
    'FREQ=MONTHLY;BYSETPOS=1',
    'FREQ=DAILY;FREQ=WEEKLY',
    'FREQ=DAILY;UNTIL=tomorrow',
    'FREQ=DAILY;BYDAY=',
    `FREQ=DAILY;BYMONTH=${'1,'.repeat(400)}1`,
    '',
  ])('refuses %s', (text) => {
    expect(parse(text).ok).toBe(false);
  });
  test.each([
    ['FREQ=HOURLY', 'HOURLY'],
    ['FREQ=SECONDLY;INTERVAL=1', 'SECONDLY'],
    ['FREQ=DAILY;BYHOUR=9,17', 'BYHOUR'],
    ['FREQ=YEARLY;BYEASTER=0', 'BYEASTER'],
    ['FREQ=DAILY;RSCALE=CHINESE', 'RSCALE'],
  ])('names what it does not know in %s', (text, part) => {
    expect(parse(text)).toEqual({ ok: false, error: { type: 'unsupported', part } });
  });

  test('a time that is the start’s own is understood', () => {
    const rule = parse('RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0');
    expect(rule.ok && formatRule(rule.value, newYork)).toBe('FREQ=DAILY');
  });
  test('the end is told in UTC where there is a zone, and as a day where there is none', () => {
    const timed = parse('FREQ=DAILY;UNTIL=20261024T130000Z');
    expect(timed.ok && formatRule(timed.value, newYork)).toBe('FREQ=DAILY;UNTIL=20261024T130000Z');
    const whole = parseRule('FREQ=DAILY;UNTIL=20261024', { localMs: start('2026-10-13').localMs, zone: undefined });
    expect(whole.ok && formatRule(whole.value, undefined)).toBe('FREQ=DAILY;UNTIL=20261024');
  });
  test('one that is never true costs its range and no more', () => {
    const day = parseDate('2026-10-13') ?? 0;
    for (const text of [
      'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31',
      'FREQ=WEEKLY;BYDAY=MO;BYSETPOS=5',
    ]) {
      const rule = parse(text);
      if (!rule.ok) throw new Error(text);
      expect(occurrenceDays(rule.value, day * dayMs, day, day + 366)).toEqual([day]);
    }
  });
});
