import type { AccountExport } from '@sanad/model/engine/api';
import { expect, test } from 'vitest';
import { exportText } from './export-text.ts';

test('ACCOUNT-2 the file is JSON: times as dates, bytes as Base64, at any depth', () => {
  const all = {
    madeAtMs: Date.UTC(2026, 10, 29, 13),
    sessions: [{ createdAtMs: 0, expiresAtMs: 1000, address: '10.0.0.1', browser: '', device: '' }],
    photo: { type: 'image/jpeg', body: new Uint8Array([0xff, 0xd8, 0xff]) },
    sealed: { chunks: 3 },
  } as unknown as AccountExport;
  expect(JSON.parse(exportText(all))).toEqual({
    madeAt: '2026-11-29T13:00:00.000Z',
    sessions: [
      {
        createdAt: '1970-01-01T00:00:00.000Z',
        expiresAt: '1970-01-01T00:00:01.000Z',
        address: '10.0.0.1',
        browser: '',
        device: '',
      },
    ],
    photo: { type: 'image/jpeg', body: '/9j/' },
    sealed: { chunks: 3 },
  });
});
