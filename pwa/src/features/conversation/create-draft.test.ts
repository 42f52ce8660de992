import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDraft } from './create-draft.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const saved: string[] = [];
  return { saved, draft: createDraft({ text: '', priority: 'normal' }, (text, priority) => saved.push(`${priority}:${text}`)) };
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
