/** What is looked for, as it is typed and chosen, and as the engine is asked. */
import type { Priority, SearchQuery } from '@sanad/model/engine/api';
import type { SpaceId, UserId } from '@sanad/model/ids';
import { askedWords } from './found-words.ts';

export interface SearchForm {
  readonly text: string;
  readonly conversation: SpaceId | undefined;
  readonly person: UserId | undefined;
  readonly priority: Priority | undefined;
  /** Calendar days of this device, 2026-10-13; empty: no end on this side. */
  readonly from: string;
  readonly to: string;
}

export const emptyForm: SearchForm = {
  text: '',
  conversation: undefined,
  person: undefined,
  priority: undefined,
  from: '',
  to: '',
};

export const hasWords = (form: SearchForm): boolean => askedWords(form.text).length > 0;
export const hasDates = (form: SearchForm): boolean => form.from !== '' || form.to !== '';
export const hasFilters = (form: SearchForm): boolean =>
  form.conversation !== undefined || form.person !== undefined || form.priority !== undefined || hasDates(form);

/** An empty form asks for one message, to hear how many there are. */
export function queryOf(form: SearchForm, limit: number): SearchQuery {
  const isEmpty = !hasWords(form) && !hasFilters(form);
  return {
    text: form.text,
    conversation: form.conversation,
    person: form.person,
    priority: form.priority,
    fromMs: form.from === '' ? undefined : dayStartMs(form.from),
    toMs: form.to === '' ? undefined : dayEndMs(form.to),
    limit: isEmpty ? 1 : limit,
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const isDay = (day: string): boolean => DAY.test(day) && !Number.isNaN(dayStartMs(day));

/** Local midnight. */
export const dayStartMs = (day: string): number => new Date(`${day}T00:00`).getTime();

/** The last millisecond of the day, which may have 23 or 25 hours. */
export function dayEndMs(day: string): number {
  const next = new Date(dayStartMs(day));
  next.setDate(next.getDate() + 1);
  return next.getTime() - 1;
}

/** Two days the wrong way round mean the same span. */
export const inOrder = (from: string, to: string): Pick<SearchForm, 'from' | 'to'> =>
  from !== '' && to !== '' && from > to ? { from: to, to: from } : { from, to };
