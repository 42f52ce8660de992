import type { EventDetails } from '@sanad/model/engine/api';
import { messageIdFromBytes, spaceIdFromBytes, userIdFromBytes } from '@sanad/model/ids';
import { createSignal, type JSX } from 'solid-js';
import { render } from 'solid-js/web';
import { afterEach, expect, test, vi } from 'vitest';
import { EngineContext } from '../../../app/engine-client.ts';
import { createI18n } from '../../../i18n/create-i18n.ts';
import { fr } from '../../../i18n/fr.ts';
import { I18nContext } from '../../../i18n/use-i18n.ts';
import { ToastRegion } from '../../../ui/ToastRegion.tsx';
import { createToaster, ToasterContext } from '../../../ui/toaster.ts';
import { AnswerButtons } from './AnswerButtons.tsx';
import { usePeopleNames } from './calendar-list.ts';
import { EventNotices } from './EventNotices.tsx';
import { newDraft } from './event-form.ts';
import { ImportSheet } from './ImportSheet.tsx';
import { RepeatFields } from './RepeatFields.tsx';
import { ScopeSheet } from './ScopeSheet.tsx';

const user = (i: number) => userIdFromBytes(new Uint8Array(16).fill(i));
const [ines, sami, me] = [user(1), user(2), user(3)];
const calendar = spaceIdFromBytes(new Uint8Array(16).fill(9));
const event = messageIdFromBytes(new Uint8Array(12).fill(8));
const address = { calendar, event, at: undefined };
const atMs = Date.UTC(2026, 9, 13, 13, 30);
const details: EventDetails = {
  ...{ id: `${event}/2026-10-13`, calendar, event, at: undefined, title: 'Staff', place: '', notes: '' },
  ...{ start: { local: '2026-10-13T14:30:00', zone: 'Africa/Tunis' }, startMs: atMs, endMs: atMs + 3_600_000, lengthS: 3600 },
  ...{ rule: undefined, dates: [], without: [], state: 'on', priority: 'normal', organiser: ines, answer: 'none', call: false },
  ...{
    conversation: undefined,
    duty: undefined,
    holder: undefined,
    overlaps: [],
    waiting: false,
    contested: false,
    isChanged: false,
  },
  ...{
    reminders: [],
    createdAtMs: atMs,
    changedAtMs: atMs,
    changedBy: ines,
    attachments: [],
    conflicts: [],
    cancelledBeside: [],
  },
  ...{ swaps: [], editable: true, people: [{ user: me, invited: true, word: 'none', comment: '', atMs: undefined }] },
};

let dispose: (() => void) | undefined;
afterEach(() => {
  dispose?.();
  document.body.replaceChildren();
});
const done = async () => ({ ok: true, value: undefined });
function show(view: () => JSX.Element, api: object): void {
  const known = [
    { user: ines, name: 'Inès Trabelsi', profession: 'doctor' },
    { user: sami, name: 'Sami Gharbi', profession: 'nurse' },
  ];
  const onDirectory = async (listener: (all: readonly object[]) => void) => {
    listener(known);
    return () => undefined;
  };
  const engine = {
    api: { onDirectory, ownCalendar: async () => ({ ok: true, value: calendar }), ...api },
    state: () => ({ phase: 'ready', me: { user: me, name: 'Amel Nour', profession: 'nurse' } }),
    conversations: { order: [], byId: {} },
  } as never;
  dispose = render(
    () => (
      <I18nContext.Provider value={createI18n('fr', fr, () => undefined)}>
        <EngineContext.Provider value={engine}>
          <ToasterContext.Provider value={createToaster()}>{view()}</ToasterContext.Provider>
        </EngineContext.Provider>
      </I18nContext.Provider>
    ),
    document.body,
  );
}
const words = () => document.body.textContent?.replaceAll('\u00a0', ' ') ?? '';
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent)?.includes(name));
const Notices = (props: { readonly details: EventDetails }) => (
  <EventNotices address={address} details={props.details} names={usePeopleNames()} />
);

test('CAL-5 two values of one field: who wrote which, and one press writes the one that is kept', async () => {
  const changeEvent = vi.fn(done);
  const conflict = {
    ...{ field: 'place', member: undefined, at: undefined, following: false },
    ...{ value: 'Salle B2', by: ines, atMs, rivals: [{ value: 'Amphithéâtre', by: sami, atMs }] },
  };
  show(() => <Notices details={{ ...details, contested: true, conflicts: [conflict] }} />, { changeEvent });
  await vi.waitFor(() => expect(words()).toContain('Dr Inès Trabelsi'));
  expect(words()).toContain('Deux versions : lieu');
  expect(words()).toContain('Sami Gharbi');
  button('Amphithéâtre')?.click();
  expect(changeEvent).toHaveBeenCalledWith(calendar, event, { fields: { place: 'Amphithéâtre' } }, 'all', undefined);
});

test('CAL-21 a cancellation of one date beside a change: kept or cancelled for that date', async () => {
  const [changeEvent, cancelEvent] = [vi.fn(done), vi.fn(done)];
  const beside = { by: sami, atMs, at: '2026-10-20', following: false };
  const state = {
    field: 'state',
    member: undefined,
    at: '2026-10-20',
    following: false,
    value: 'removed',
    by: ines,
    atMs,
    rivals: [],
  };
  show(() => <Notices details={{ ...details, cancelledBeside: [beside], conflicts: [state] }} />, { changeEvent, cancelEvent });
  await vi.waitFor(() => expect(words()).toContain('Sami Gharbi l’a modifié'));
  expect(document.querySelectorAll('.event-conflict')).toHaveLength(1);
  button('L’annuler')?.click();
  await vi.waitFor(() => expect(cancelEvent).toHaveBeenCalledWith(calendar, event, 'cancelled', 'this', '2026-10-20'));
  button('Le garder')?.click();
  await vi.waitFor(() =>
    expect(changeEvent).toHaveBeenCalledWith(calendar, event, { fields: { state: 'on' } }, 'this', '2026-10-20'),
  );
});

test('an answer that holds is taken back by another press on it', async () => {
  const answerInvitation = vi.fn(done);
  const people = [{ user: me, invited: true, word: 'yes' as const, comment: '', atMs }];
  show(() => <AnswerButtons address={address} details={{ ...details, answer: 'yes', people }} />, { answerInvitation });
  expect(button('Je viens')?.getAttribute('aria-pressed')).toBe('true');
  button('Peut-être')?.click();
  button('Je viens')?.click();
  expect(answerInvitation.mock.calls).toEqual([
    [calendar, event, 'maybe', '', undefined],
    [calendar, event, 'none', '', undefined],
  ]);
});

test('CAL-10 a file of more than 10 MB is refused before it is read', async () => {
  const importCalendar = vi.fn(done);
  const file = new File([], 'tout.ics');
  const text = vi.fn(async () => '');
  Object.defineProperties(file, { size: { value: 10 * 1024 * 1024 + 1 }, text: { value: text } });
  show(() => <ImportSheet file={file} onClose={() => undefined} />, { importCalendar });
  await vi.waitFor(() => expect(button('Importer')?.hasAttribute('disabled')).toBe(false));
  button('Importer')?.click();
  await vi.waitFor(() => expect(words()).toContain('Ce fichier dépasse 10 Mo.'));
  expect([importCalendar.mock.calls, text.mock.calls]).toEqual([[], []]);
});

test('CAL-10 what came of a file is said also when its sheet was closed meanwhile', async () => {
  const [answer, setAnswer] = createSignal<(made: object) => void>();
  const importCalendar = vi.fn(() => new Promise((done) => setAnswer(() => done)));
  const [isOpen, setOpen] = createSignal(true);
  const file = Object.assign(new File(['BEGIN:VCALENDAR'], 'court.ics'), { text: async () => 'BEGIN:VCALENDAR' });
  show(
    () => (
      <>
        {isOpen() && <ImportSheet file={file} onClose={() => setOpen(false)} />}
        <ToastRegion />
      </>
    ),
    { importCalendar },
  );
  await vi.waitFor(() => expect(button('Importer')?.hasAttribute('disabled')).toBe(false));
  button('Importer')?.click();
  await vi.waitFor(() => expect(importCalendar).toHaveBeenCalled());
  button('Fermer')?.click();
  expect(isOpen()).toBe(false);
  answer()?.({ ok: true, value: { made: 3, changed: 0, skippedCount: 0, skipped: [] } });
  await vi.waitFor(() => expect(words()).toContain('3 événements ajoutés'));
});

test('CAL-6 which dates is asked before anything is written; a rule is never that of one date', () => {
  const chosen = vi.fn();
  show(() => <ScopeSheet what="edit" withoutThis onChoose={chosen} onClose={() => undefined} />, {});
  expect(button('Cette date seulement')).toBeUndefined();
  button('Cette date et les suivantes')?.click();
  expect(chosen).toHaveBeenCalledWith('following');
});

test('the only day of a weekly series cannot be taken away: its box says so', () => {
  const first = newDraft({ start: '2026-10-13T14:30' }, 'Africa/Tunis', new Date(atMs));
  const [draft, setDraft] = createSignal({ ...first, repeat: { ...first.repeat, every: 'WEEKLY' as const } });
  show(() => <RepeatFields draft={draft()} faults={[]} onChange={(repeat) => setDraft({ ...draft(), repeat } as never)} />, {});
  const boxes = () => [...document.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')];
  const checked = () => boxes().flatMap((box, day) => (box.checked ? [day] : []));
  expect(checked()).toEqual([1]);
  boxes()[1]?.click();
  expect([checked(), draft().repeat.days]).toEqual([[1], []]);
  boxes()[3]?.click();
  boxes()[1]?.click();
  expect([checked(), draft().repeat.days]).toEqual([[3], [3]]);
});
