/**
 * What a push looks like once it is shown (NOTIFY-1 … NOTIFY-3). Pure: what could be read is handed in, or undefined; then it says a level and
 * nothing else. One notification per conversation, one per alarm: the newest takes the place of the one before.
 */
import type { WokenMessage } from '@sanad/model/engine/wake-request';
import type { PushPayload } from '@sanad/model/wire/push';
import type { Words } from './words.ts';

/** What a press on the notification needs to know, with the notification. */
export interface NotificationNote {
  readonly path: string;
  readonly device: string;
  readonly alarm: string | undefined;
  readonly space: string | undefined;
  readonly message: string | undefined;
  /** It tells that this call was missed. */
  readonly missed: string | undefined;
}
export interface Shown {
  readonly title: string;
  readonly options: NotificationOptions & {
    readonly actions?: readonly { readonly action: string; readonly title: string }[];
    readonly renotify?: boolean;
    readonly vibrate?: readonly number[];
    readonly timestamp?: number;
    readonly data: NotificationNote;
  };
}

export const pictures = { icon: '/icons/icon-192.png', badge: '/icons/badge-96.png' } as const;
const maxBodyCharacters = 240;
/** Milliseconds, as for `navigator.vibrate`: on, off, on. */
const urgentVibration = [400, 100, 400];
/** Of one conversation the newest call takes the place of the one before, and so does what became of it. */
const callTag = (space: string | undefined): string => `call-${space ?? ''}`;
const callVibration = [600, 300, 600, 300, 600];
/** One for all: it says only that there is one. */
const announcementTag = 'announcement';
export const alarmTag = (alarm: string | undefined): string => `alarm-${alarm ?? ''}`;

/** ANNOUNCE-9: what it tells of is over, or was read elsewhere. Without a sound, in the place of the one before. */
export function announcementOver(payload: PushPayload, words: Words, direction: 'rtl' | 'ltr'): Shown {
  const look = { direction, canAnswer: false, showsText: false };
  const { data } = notificationOf({ ...payload, k: 'announcement' }, undefined, words, look).options;
  const options = { ...pictures, data, dir: direction, body: words.announcementOverBody, tag: announcementTag, silent: true };
  return { title: words.announcementOver, options };
}

export function notificationOf(
  payload: PushPayload & { readonly k: Exclude<PushPayload['k'], 'event' | 'reminder'> },
  read: WokenMessage | undefined,
  words: Words,
  /** `canAnswer`: the message of the alarm was read here, whether or not its words are shown. `showsText`: not only who wrote it (POLICY-4). */
  look: { readonly direction: 'rtl' | 'ltr'; readonly canAnswer: boolean; readonly showsText: boolean },
): Shown {
  const note: NotificationNote = {
    path: pathTo(payload, read),
    device: payload.d,
    alarm: payload.a,
    space: payload.s,
    message: read?.message,
    missed: read?.call,
  };
  const common = { dir: look.direction, ...pictures, data: note } as const;
  switch (payload.k) {
    case 'urgent': {
      const title = read === undefined ? words.urgent : `${words.urgent} – ${from(read)}`;
      const take = look.canAnswer ? [{ action: 'take', title: words.take }] : [];
      return {
        title,
        options: {
          ...common,
          body: read === undefined || !look.showsText ? words.urgentHidden : said(read, words),
          tag: alarmTag(payload.a),
          renotify: true,
          requireInteraction: true,
          vibrate: urgentVibration,
          actions: [...take, { action: 'open', title: words.open }],
        },
      };
    }
    case 'late':
    case 'unanswered':
      return {
        title: words[payload.k],
        options: {
          ...common,
          body: read === undefined || !look.showsText ? words[`${payload.k}Body`] : said(read, words),
          tag: alarmTag(payload.a),
          renotify: true,
          requireInteraction: payload.k === 'unanswered',
          actions: [{ action: 'open', title: words.open }],
        },
      };
    case 'answered':
    case 'mine':
    case 'replied':
    case 'withdrawn':
    case 'over':
      return {
        title: words[payload.k],
        // To the sender an answer is news.
        options: { ...common, body: words[`${payload.k}Body`], tag: alarmTag(payload.a), silent: payload.k !== 'replied' },
      };
    case 'call':
      return {
        title: words.call,
        options: {
          ...common,
          body: words.callBody,
          tag: callTag(payload.s),
          renotify: true,
          requireInteraction: true,
          vibrate: callVibration,
          actions: [{ action: 'open', title: words.open }],
        },
      };
    case 'call-over':
      return {
        title: words.callOver,
        options: { ...common, body: words.callOverBody, tag: callTag(payload.s), silent: true },
      };
    case 'announcement':
      return {
        title: words.announcement,
        options: {
          ...common,
          body: words.announcementBody,
          tag: announcementTag,
          renotify: true,
          actions: [{ action: 'open', title: words.open }],
        },
      };
    case 'test':
      return { title: words.test, options: { ...common, body: words.testBody, tag: 'test' } };
    case 'message': {
      const markRead = read === undefined ? [] : [{ action: 'read', title: words.read }];
      const level = read?.priority === 'medium' ? `${words.important} – ` : '';
      return {
        title: read === undefined ? words.message : `${level}${from(read)}`,
        options: {
          ...common,
          body: read === undefined || !look.showsText ? words.messageHidden : said(read, words),
          // Without words all conversations look alike: one notification stands for all.
          tag: messageTag(payload, read),
          renotify: read?.call === undefined,
          actions: [{ action: 'open', title: words.open }, ...markRead],
        },
      };
    }
  }
}

function messageTag({ s }: PushPayload, read: WokenMessage | undefined): string {
  if (read === undefined) return 'messages';
  return read.call === undefined ? `space-${s ?? ''}` : callTag(s);
}

/** A group is called what one of its administrators typed. */
const from = ({ authorName, group = '' }: WokenMessage): string =>
  [authorName, line(group)].filter((name) => name !== '').join(' · ');

/** What ends a line, turns its direction or is not seen: with it a title reads as somebody else's. */
export const line = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu, '')
    .replaceAll(/ +/gu, ' ')
    .trim();

function said({ text, call, isGroupCall, files }: WokenMessage, words: Words): string {
  if (text !== '') return cut(text);
  if (isGroupCall === true) return words.groupCall;
  return cut(call === undefined ? words.files(files) : words.callMissed);
}

export function cut(text: string): string {
  const points = [...text];
  return points.length > maxBodyCharacters ? `${points.slice(0, maxBodyCharacters - 1).join('')}…` : text;
}

/** The place of what it speaks of; which message, when it could be read. */
function pathTo({ s, k }: PushPayload, read: WokenMessage | undefined): string {
  if (k === 'test') return '/settings/notifications';
  if (s === undefined) return '/';
  return read === undefined ? `/c/${s}` : `/c/${s}#m=${read.message}`;
}
