import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDraft } from './create-draft.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const saved: string[] = [];
  const save = async (text: string, priority: string) => void saved.push(`${priority}:${text}`);
  return { saved, draft: createDraft({ text: '', priority: 'normal' }, save) };
}

test('typing is saved once, a moment after the last key', () => {
  const { saved, draft } = open();
  draft.setText('a');
  draft.setText('ab');
  expect(saved).toEqual([]);
  vi.advanceTimersByTime(400);
  expect(saved).toEqual(['normal:ab']);
});

test('leaving the page saves what was typed', () => {
  const { saved, draft } = open();
  draft.setText('half a sent');
  draft.flush();
  vi.advanceTimersByTime(1000);
  expect(saved).toEqual(['normal:half a sent']);
});

test('a sent message leaves no draft and no priority behind', () => {
  const { saved, draft } = open();
  draft.setText('go');
  draft.setPriority('urgent');
  draft.clear();
  vi.advanceTimersByTime(1000);
  expect(saved).toEqual(['normal:']);
  expect(draft.priority()).toBe('normal');
});

test('editing a waiting message neither saves nor loses what was being written', () => {
  const { saved, draft } = open();
  draft.setText('my draft');
  draft.setAside({ text: 'waiting', priority: 'medium' });
  draft.setText('waiting, changed');
  vi.advanceTimersByTime(1000);
  draft.takeBack();
  expect(saved).toEqual(['normal:my draft']);
  expect([draft.text(), draft.priority()]).toEqual(['my draft', 'normal']);
});

test('MARK-7 words of another device are taken where nothing was written since the last saving', async () => {
  const { saved, draft } = open();
  expect(draft.follow({ text: 'lit 4', priority: 'urgent' })).toBe(true);
  expect([draft.text(), draft.priority()]).toEqual(['lit 4', 'urgent']);
  draft.setText('lit 4 libre');
  expect(draft.follow({ text: '', priority: 'normal' })).toBe(false);
  expect(draft.text()).toBe('lit 4 libre');
  await vi.advanceTimersByTimeAsync(400);
  expect(draft.follow({ text: '', priority: 'normal' })).toBe(true);
  expect([draft.text(), saved]).toEqual(['', ['urgent:lit 4 libre']]);
});

test('MARK-7 while a waiting message is edited, words of another device wait beneath', () => {
  const { draft } = open();
  draft.setAside({ text: 'waiting', priority: 'medium' });
  expect(draft.follow({ text: 'lit 5', priority: 'normal' })).toBe(true);
  expect(draft.text()).toBe('waiting');
  draft.takeBack();
  expect(draft.text()).toBe('lit 5');
});

test('what belongs to a draft is saved with it', () => {
  const { saved, draft } = open();
  draft.setText('lit 4');
  vi.advanceTimersByTime(400);
  draft.touch();
  vi.advanceTimersByTime(400);
  expect(saved).toEqual(['normal:lit 4', 'normal:lit 4']);
});
