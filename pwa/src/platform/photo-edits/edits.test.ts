import { expect, test } from 'vitest';
import { addStep, type Mark, redo, startHistory, undo, withCrop, withMark, withTurn } from './edits.ts';

const size = { width: 400, height: 300 };
const stroke: Mark = { kind: 'black', points: [{ x: 1, y: 1 }], width: 20 };

test('undo goes back step by step, redo forward again', () => {
  let history = startHistory(size);
  const first = history.now;
  history = addStep(history, withMark(history.now, stroke));
  history = addStep(history, withTurn(history.now, 1));
  history = addStep(history, withCrop(history.now, { x: 0, y: 0, width: 10, height: 10 }));
  const last = history.now;
  history = undo(undo(history));
  expect(history.now).toEqual({ ...first, marks: [stroke] });
  expect(undo(undo(undo(history))).now).toEqual(first);
  expect(redo(redo(redo(history))).now).toEqual(last);
});

test('a new step after undo forgets what was undone', () => {
  let history = addStep(startHistory(size), withTurn(startHistory(size).now, 1));
  history = addStep(undo(history), withTurn(history.now, 1));
  expect(history.after).toEqual([]);
  expect(redo(history)).toBe(history);
});

test('the steps that can be undone have a bound', () => {
  let history = startHistory(size);
  for (let at = 0; at < 500; at++) history = addStep(history, withTurn(history.now, 1));
  expect(history.before).toHaveLength(200);
});
