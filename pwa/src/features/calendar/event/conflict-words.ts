/** A field of an event and what somebody wrote into it, in words for whoever chooses between two. */

import { type EventStart, type FieldConflict, PRIORITIES } from '@sanad/model/engine/api';
import { isSpaceId, isUserId, type SpaceId, type UserId } from '@sanad/model/ids';
import { reminderWords } from '../../../app/reminder-words.ts';
import type { I18n } from '../../../i18n/use-i18n.ts';
import { dateName, ruleWords } from './rule-words.ts';
import { lengthWords, startWords } from './time-words.ts';

const KNOWN = {
  title: 'event.field.title',
  place: 'event.field.place',
  notes: 'event.field.notes',
  start: 'event.field.start',
  lengthS: 'event.field.lengthS',
  rule: 'event.field.rule',
  dates: 'event.field.dates',
  without: 'event.field.without',
  state: 'event.field.state',
  priority: 'event.field.priority',
  reminders: 'event.field.reminders',
  conversation: 'event.field.conversation',
  call: 'event.field.call',
  duty: 'event.field.duty',
  holder: 'event.field.holder',
  invited: 'event.field.invited',
  files: 'event.field.files',
} as const;
type Known = keyof typeof KNOWN;
const isKnown = (field: string): field is Known => Object.hasOwn(KNOWN, field);
export const fieldKey = (field: string) => (isKnown(field) ? KNOWN[field] : 'event.field.other');

interface Names {
  readonly nowMs: number;
  /** Of the event: a rule leaves unsaid what it takes from it. */
  readonly start: EventStart;
  nameOf(user: UserId): string;
  conversationName(id: SpaceId): string | undefined;
}

export function valueWords(
  i18n: I18n,
  { field, member }: Pick<FieldConflict, 'field' | 'member'>,
  value: unknown,
  names: Names,
): string {
  const { t } = i18n;
  const text = (said: unknown): string => (typeof said === 'string' && said !== '' ? said : t('event.value.empty'));
  const list = (said: unknown): readonly unknown[] => (Array.isArray(said) ? said : []);
  if (!isKnown(field)) return t('event.value.other');
  switch (field) {
    case 'title':
    case 'place':
    case 'notes':
    case 'duty':
      return text(value);
    case 'start':
      return isStart(value) ? startWords(i18n, value, names.nowMs) : t('event.value.other');
    case 'lengthS':
      return lengthWords(i18n, Number(value));
    case 'rule':
      return value === ''
        ? t('event.value.once')
        : ruleWords(i18n, { rule: String(value), start: names.start, dates: [], without: [] }).main;
    case 'dates':
    case 'without':
      return (
        list(value)
          .map((date) => dateName(i18n, Date.parse(`${String(date)}T00:00:00Z`)))
          .join(', ') || t('event.value.none')
      );
    case 'state':
      return t(value === 'on' ? 'event.state.on' : value === 'removed' ? 'event.state.removed' : 'event.state.cancelled');
    case 'priority': {
      const priority = PRIORITIES.find((one) => one === value);
      return priority === undefined ? t('event.value.other') : t(`priority.${priority}`);
    }
    case 'reminders':
      return (
        list(value)
          .map((minutes) => reminderWords(i18n, Number(minutes)))
          .join(', ') || t('event.value.none')
      );
    case 'conversation':
      return (
        (isSpaceId(value) ? names.conversationName(value) : undefined) ??
        t(value === null ? 'event.value.none' : 'event.value.other')
      );
    case 'call':
      return t(value === true ? 'event.value.yes' : 'event.value.no');
    case 'holder':
      return isUserId(value) ? names.nameOf(value) : t('event.value.none');
    case 'invited':
      return t(value === true ? 'event.value.invited' : 'event.value.not-invited', {
        name: isUserId(member) ? names.nameOf(member) : t('event.somebody'),
      });
    case 'files':
      return isNamed(value) ? value.name : t('event.value.file-removed');
  }
}
const isStart = (value: unknown): value is EventStart =>
  typeof value === 'object' && value !== null && ('date' in value || ('local' in value && 'zone' in value));
const isNamed = (value: unknown): value is { readonly name: string } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';
