/**
 * What a push about an event looks like once it is shown (CAL-45). Pure: what could be read is handed in, or undefined; then it says that it is time, or that there
 * is news, and nothing else. One notification per event, and one for all that could not be read: whoever makes up names of events fills nobody's screen.
 */
import type { LookedEvent } from '@sanad/model/engine/wake-request';
import type { PushPayload } from '@sanad/model/wire/push';
import type { EventWords } from './event-words.ts';
import { cut, line, pictures, type Shown } from './notification.ts';
import type { Words } from './words.ts';

const minuteMs = 60_000;
/** From here on minutes are told, and joining is offered. */
const soonMs = 15 * minuteMs;
const reminderVibration = [200, 100, 200];

type EventPayload = PushPayload & { readonly k: 'event' | 'reminder' };

export function eventNotificationOf(
  payload: EventPayload,
  looked: Pick<LookedEvent, 'event' | 'byName'> | undefined,
  words: Words,
  { direction, nowMs }: { readonly direction: 'rtl' | 'ltr'; readonly nowMs: number },
): Shown {
  const { events, open } = words;
  const isReminder = payload.k === 'reminder';
  // What shows words goes with the lock (NOTIFY-8); it is told by what it is of.
  const data = {
    path: pathTo(looked),
    device: payload.d,
    alarm: undefined,
    space: undefined,
    message: looked?.event.event,
    missed: undefined,
  };
  const common = {
    ...{ dir: direction, ...pictures, data, renotify: true },
    tag: looked === undefined ? `${payload.k}s` : `event-${payload.e ?? ''}`,
    ...(isReminder ? { vibrate: reminderVibration } : {}),
  };
  const opens = { action: 'open', title: open };
  if (looked === undefined)
    return {
      title: isReminder ? events.reminder : events.event,
      options: { ...common, body: isReminder ? events.reminderHidden : events.eventHidden, actions: [opens] },
    };
  const { event, byName } = looked;
  const joins = event.call && event.news === 'reminder' && event.startMs - nowMs <= soonMs && nowMs < event.endMs;
  return {
    title: titleOf(looked, events, nowMs),
    options: {
      ...common,
      body: cut(
        [timeWords(event, events, nowMs), line(event.place), event.news === 'reminder' ? '' : line(byName)]
          .filter((part) => part !== '')
          .join(' · '),
      ),
      requireInteraction: joins,
      actions: joins ? [{ action: 'join', title: events.join }, opens] : [opens],
    },
  };
}

function titleOf({ event }: Pick<LookedEvent, 'event'>, words: EventWords, nowMs: number): string {
  const title = line(event.title) === '' ? words.untitled : cut(line(event.title));
  if (event.news !== 'reminder') return words[event.news](title);
  const leftMs = event.startMs - nowMs;
  // A phone that was off hears of it when it is over.
  if ('date' in event.start || !event.call || leftMs > soonMs || nowMs >= event.endMs) return title;
  return leftMs > 0 ? words.soon(Math.ceil(leftMs / minuteMs), title) : words.now(title);
}

/** Today hours alone; on another day its date before them. */
function timeWords({ start, startMs, endMs }: LookedEvent['event'], { locale, wholeDay }: EventWords, nowMs: number): string {
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' });
  if ('date' in start) return `${day.format(startMs)}, ${wholeDay}`;
  const hour = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const hours = endMs > startMs ? `${hour.format(startMs)} – ${hour.format(endMs)}` : hour.format(startMs);
  return day.format(startMs) === day.format(nowMs) ? hours : `${day.format(startMs)}, ${hours}`;
}

function pathTo(looked: Pick<LookedEvent, 'event'> | undefined): string {
  if (looked === undefined) return '/calendar';
  const { calendar, event, at } = looked.event;
  return `/calendar/e/${calendar}/${event}${at === undefined ? '' : `?at=${at}`}`;
}
