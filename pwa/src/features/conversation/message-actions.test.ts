import type { MessageRow } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { actionsOn, mayReact } from './message-actions.ts';
import { messageRow as row } from './test/message-row.ts';

const all = { mayWrite: true, mayAct: true, mayForward: true };

test('the message of a colleague is answered, forwarded, kept, never changed', () => {
  expect(actionsOn(row({}), all)).toEqual(['reply', 'forward', 'copy', 'pin', 'star']);
});

test('an own message that was sent is changed, recalled while it may be, and tells who has read it', () => {
  const own = row({
    mine: true,
    delivery: 'read',
    recallable: true,
    edited: { atMs: 1, earlier: [] },
    pinned: true,
    starred: true,
  });
  expect(actionsOn(own, all)).toEqual(['reply', 'forward', 'copy', 'edit', 'unpin', 'unstar', 'info', 'history', 'recall']);
  expect(actionsOn({ ...own, recallable: false }, all)).not.toContain('recall');
});

test('what still waits here is changed or deleted, and nobody can react to it', () => {
  const waiting = row({ mine: true, delivery: 'queued', editable: true });
  expect(actionsOn(waiting, all)).toEqual(['copy', 'edit', 'delete-waiting']);
  expect(actionsOn(waiting, { mayWrite: false, mayAct: false, mayForward: true })).toEqual(['copy', 'delete-waiting']);
  expect(mayReact(waiting, all)).toBe(false);
});

test('URGENT-6 an urgent message that is too old to leave by itself is sent all the same, changed or deleted', () => {
  const urgent = { phase: 'expired' } as unknown as MessageRow['urgent'];
  const waiting = row({ mine: true, delivery: 'queued', editable: true, urgent });
  expect(actionsOn(waiting, all)).toEqual(['send-late', 'copy', 'edit', 'delete-waiting']);
});

test('of a recalled message nothing is left to do but to see who had it', () => {
  expect(actionsOn(row({ recalledAtMs: 1 }), all)).toEqual([]);
  expect(actionsOn(row({ recalledAtMs: 1, mine: true, delivery: 'read' }), all)).toEqual(['info']);
});

test('a group that forbids forwarding does not offer it; one that was left lets read, copy and star', () => {
  expect(actionsOn(row({}), { ...all, mayForward: false })).not.toContain('forward');
  expect(actionsOn(row({}), { mayWrite: false, mayAct: false, mayForward: true })).toEqual(['forward', 'copy', 'star']);
});
