import { expect, test } from 'vitest';
import { pushDuty, testEveryMs } from './push-duty.ts';

const info = { key: undefined, subscribed: true, lastFailedAtMs: undefined, testedAtMs: undefined };

test('PUSH-7 a device is known to the server first, then tried out each week', () => {
  expect(pushDuty({ ...info, subscribed: false, testedAtMs: 1 }, 2)).toBe('subscribe');
  expect(pushDuty(info, 2)).toBe('test');
  expect(pushDuty({ ...info, testedAtMs: 1000 }, 1000 + testEveryMs - 1)).toBeUndefined();
  expect(pushDuty({ ...info, testedAtMs: 1000 }, 1000 + testEveryMs)).toBe('test');
});
