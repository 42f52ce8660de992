import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeBrowser } from '../../test/support/open-push.ts';
import { isCurvePoint, isPushService, serviceOf } from './endpoint.ts';

it('PUSH-2: the push services of browsers are known, over https alone', () => {
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/abc:def',
    'https://fcm.googleapis.com/wp/abc',
    'https://updates.push.services.mozilla.com/wpush/v2/abc',
    'https://web.push.apple.com/QABC',
    'https://wns2-par02p.notify.windows.com/w/?token=abc',
  ]) {
    expect(isPushService(endpoint, [])).toBe(true);
    expect(isPushService(endpoint.replace('https:', 'http:'), [])).toBe(false);
  }
});

it('PUSH-2: nothing else is, whatever it looks like', () => {
  for (const endpoint of [
    'https://127.0.0.1/push',
    'https://[::1]/push',
    'https://10.0.0.7/fcm.googleapis.com',
    'https://192.168.1.1:443/',
    'https://169.254.169.254/latest/meta-data',
    'https://localhost/push',
    'https://fcm.googleapis.com.evil.example/',
    'https://evilfcm.googleapis.com/',
    'https://sub.fcm.googleapis.com/',
    'https://push.apple.com.evil.example/',
    'https://xpush.apple.com/',
    'https://evil.example/?https://web.push.apple.com',
    'https://web.push.apple.com:8443/',
    'https://user@web.push.apple.com/',
    'https://web.push.apple.com@evil.example/',
    'https://web.push.apple.com\\@evil.example/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    '',
  ])
    expect(isPushService(endpoint, []), endpoint).toBe(false);
});

it('PUSH-2: an origin of the configuration is accepted exactly', () => {
  const more = ['http://127.0.0.1:9000'];
  expect(isPushService('http://127.0.0.1:9000/push/1', more)).toBe(true);
  expect(isPushService('http://127.0.0.1:9001/push/1', more)).toBe(false);
  expect(isPushService('https://127.0.0.1:9000/push/1', more)).toBe(false);
  expect(isPushService('http://user@127.0.0.1:9000/push/1', more)).toBe(false);
});

it('PUSH-2: no host name that somebody else could own is accepted', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('push', 'apple', 'com', 'evil', 'fcm', 'googleapis', 'example'), { minLength: 1 }),
      (labels) => {
        const host = labels.join('.');
        fc.pre(!/(^|\.)push\.apple\.com$/.test(host) && host !== 'fcm.googleapis.com');
        expect(isPushService(`https://${host}/push/1`, [])).toBe(false);
      },
    ),
  );
});

it('PUSH-4: all hosts of one owner are one service', () => {
  const names = ['wns2-am3p.notify.windows.com', 'made-up.notify.windows.com', 'fcm.googleapis.com'];
  expect(names.map((name) => serviceOf(`https://${name}/send/1`))).toEqual([
    '%.notify.windows.com',
    '%.notify.windows.com',
    'fcm.googleapis.com',
  ]);
  expect(serviceOf('http://127.0.0.1:4040/push/1')).toBe('127.0.0.1:4040');
});

it('PUSH-2: a key that is no point of the curve is refused', () => {
  const { p256dh } = makeBrowser();
  expect(isCurvePoint(p256dh)).toBe(true);
  const bent = new Uint8Array(p256dh);
  bent[64] = (bent[64] ?? 0) ^ 1;
  expect(isCurvePoint(bent)).toBe(false);
  expect(isCurvePoint(new Uint8Array(65))).toBe(false);
  expect(isCurvePoint(new Uint8Array(65).fill(4))).toBe(false);
});
