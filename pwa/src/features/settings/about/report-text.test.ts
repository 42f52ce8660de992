import type { SyncState } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { buildName, reportText } from './report-text.ts';

const sync: SyncState = {
  connectivity: 'offline',
  waiting: 2,
  sending: undefined,
  arrived: 0,
  stopped: [],
  retryAtMs: undefined,
  clockOffsetMs: -1400,
  isStorageFull: false,
  isMending: false,
};

test('DIAG-1 the report is lines of ASCII with numbers and states', () => {
  const text = reportText({
    atMs: 0,
    build: '0.1.0 (a1b2c3d4)',
    server: 'https',
    browser: 'Mozilla/5.0',
    language: 'ar',
    computer: undefined,
    sync,
    storage: { isKept: true, usedBytes: 12_400_000, quotaBytes: undefined },
    device: {
      protocol: 1,
      oldestProtocol: 1,
      role: 'member',
      status: 'active',
      hasDevice: true,
      sessionExpired: true,
      stopped: undefined,
      spaces: { direct: 3, group: 1 },
      unaccepted: 1,
      logs: 9,
      applied: 412,
      stoppedLogs: {},
      pending: 2,
      lost: 0,
      clockOffsetMs: -1400,
      levelAtMs: 0,
    },
  });
  expect(text.split('\n')).toEqual(
    expect.arrayContaining([
      'SANAD report: 1970-01-01T00:00:00.000Z',
      'connection: offline, https',
      'clock: -1 s',
      'storage: 12 MB of unknown, promised to be kept',
      'session: expired',
      'spaces: 3 direct, 1 group; 1 not accepted',
      'stopped logs: none',
      'level at: never',
    ]),
  );
  expect(text).toMatch(/^[\x00-\x7f]*$/);
});

test('the build is named by the digest of its script', () => {
  expect(buildName(['https://sanad/first-paint.js', 'https://sanad/assets/index-Ab_3-x9Z.js'])).toBe(' (Ab_3-x9Z)');
  expect(buildName(['http://localhost/src/main.tsx'])).toBe('');
});
