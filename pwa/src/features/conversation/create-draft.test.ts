import { defaultForm } from '@sanad/model/engine/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createDraft, type DraftContent } from './create-draft.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function open() {
  const saved: string[] = [];
  const save = async ({ text, priority, plan }: DraftContent) =>
    void saved.push(`${priority}:${text}${plan === undefined ? '' : `, ${plan.need}`}`);
  return { saved, draft: createDraft({ text: '', priority: 'normal', plan: undefined }, save) };
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

test('what an urgent message asks for is kept with it, and gone when it is sent', () => {
  const { saved, draft } = open();
  draft.setPriority('urgent');
  draft.setPlan({ ...defaultForm({ deadlineMs: 300_000 }), need: 'each' });
  vi.advanceTimersByTime(400);
  draft.clear();
  expect(saved).toEqual(['urgent:, each', 'normal:']);
  expect(draft.plan()).toBeUndefined();
});

test('editing a waiting message neither saves nor loses what was being written', () => {
  const { saved, draft } = open();
  draft.setText('my draft');
  draft.setAside({ text: 'waiting', priority: 'medium', plan: undefined });
  draft.setText('waiting, changed');
  vi.advanceTimersByTime(1000);
  draft.takeBack();
  expect(saved).toEqual(['normal:my draft']);
  expect([draft.text(), draft.priority()]).toEqual(['my draft', 'normal']);
});

test('MARK-7 words of another device are taken where nothing was written since the last saving', async () => {
  const { saved, draft } = open();
  expect(draft.follow({ text: 'lit 4', priority: 'urgent', plan: undefined })).toBe(true);
  expect([draft.text(), draft.priority()]).toEqual(['lit 4', 'urgent']);
  draft.setText('lit 4 libre');
  expect(draft.follow({ text: '', priority: 'normal', plan: undefined })).toBe(false);
  expect(draft.text()).toBe('lit 4 libre');
  await vi.advanceTimersByTimeAsync(400);
  expect(draft.follow({ text: '', priority: 'normal', plan: undefined })).toBe(true);
  expect([draft.text(), saved]).toEqual(['', ['urgent:lit 4 libre']]);
});

test('MARK-7 while a waiting message is edited, words of another device wait beneath', () => {
  const { draft } = open();
  draft.setAside({ text: 'waiting', priority: 'medium', plan: undefined });
  expect(draft.follow({ text: 'lit 5', priority: 'normal', plan: undefined })).toBe(true);
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

test('what cannot be typed again is saved at once, with what was typed, and once', async () => {
  const { saved, draft } = open();
  draft.setText('lit 4');
  await draft.keep();
  expect(saved).toEqual(['normal:lit 4']);
  vi.advanceTimersByTime(1000);
  expect(saved).toEqual(['normal:lit 4']);
});

test('what came while a waiting message is edited is saved with the draft, not with the message', async () => {
  const { saved, draft } = open();
  draft.setText('my draft');
  draft.setAside({ text: 'waiting', priority: 'medium', plan: undefined });
  await draft.keep();
  expect(saved).toEqual(['normal:my draft', 'normal:my draft']);
  expect(draft.text()).toBe('waiting');
});
