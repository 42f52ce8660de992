// @vitest-environment jsdom
import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCardForm } from './create-card-form.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function makeForm() {
  const kept: (readonly string[])[] = [];
  const before = { texts: ['', ''], priority: 'normal' as const };
  const made = createRoot((end) => ({
    end,
    form: createCardForm({ ...before, before, save: ({ texts }) => void kept.push(texts) }),
  }));
  return { ...made, kept };
}

test('DOC-11 what is typed is kept a moment later, and when the form goes', () => {
  const { form, kept, end } = makeForm();
  form.setText(0, 'Box 3');
  vi.runAllTimers();
  form.setText(1, 'Venir');
  end();
  expect(kept).toEqual([
    ['Box 3', ''],
    ['Box 3', 'Venir'],
  ]);
});

test('DOC-11 nothing is kept once it is being sent, however long that takes; if it did not go, everything is', () => {
  const { form, kept, end } = makeForm();
  form.setText(0, 'Box 3');
  form.sending();
  form.setText(0, 'Box 4');
  vi.runAllTimers();
  expect(kept).toEqual([]);
  form.goOn();
  vi.runAllTimers();
  expect(kept).toEqual([['Box 4', '']]);
  form.sending();
  end();
  expect(kept).toHaveLength(1);
});
