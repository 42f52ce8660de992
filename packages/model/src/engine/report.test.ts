import { expect, test } from 'vitest';
import type { Diagnostics } from './diagnostics.ts';
import { reportOf } from './report.ts';

const marked = 'motmarque';
const known: Diagnostics = {
  account: {
    user: marked,
    email: `${marked}@chu.tn`,
    role: 'member',
    status: 'active',
    device: marked,
    organisation: marked,
    organisationHash: marked,
    sessionExpired: false,
    stopped: undefined,
  },
  spaces: [
    { space: marked, kind: 'direct', accepted: true, epoch: 1, rev: 2, head: marked },
    { space: marked, kind: 'direct', accepted: false, epoch: 1, rev: 2, head: marked },
    { space: marked, kind: 'group', accepted: true, epoch: 1, rev: 2, head: marked },
  ],
  logs: [
    { log: marked, space: marked, kind: 'messages', segment: marked, cursor: 7, hash: marked, stopped: undefined },
    { log: marked, space: marked, kind: 'messages', segment: marked, cursor: 5, hash: marked, stopped: 'gap' },
  ],
  pending: 3,
  headsSinceMs: 17,
  clockOffsetMs: 12.6,
  lost: [marked],
};

test('DIAG-1 a report counts, and holds no id, name, address or hash', () => {
  const report = reportOf(known);
  expect(report).toMatchObject({
    spaces: { direct: 2, group: 1 },
    unaccepted: 1,
    logs: 2,
    applied: 12,
    stoppedLogs: { gap: 1 },
    pending: 3,
    lost: 1,
    clockOffsetMs: 13,
  });
  expect(JSON.stringify(report)).not.toContain(marked);
});
