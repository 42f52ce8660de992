import { expect, it } from 'vitest';
import { subnet } from '../auth/rate-limit.ts';
import { clientAddress, isLoopback } from './client-address.ts';

it('AUTH-6: without a trusted proxy the header is nothing', () => {
  expect(clientAddress('10.0.0.1', '1.2.3.4', 0)).toBe('10.0.0.1');
  expect(clientAddress('::ffff:10.0.0.1', undefined, 0)).toBe('10.0.0.1');
  expect(clientAddress(undefined, '1.2.3.4', 0)).toBe('0.0.0.0');
});

it('AUTH-6: with n trusted proxies the n-th entry from the right counts', () => {
  expect(clientAddress('127.0.0.1', '6.6.6.6, 10.0.0.7', 1)).toBe('10.0.0.7');
  expect(clientAddress('127.0.0.1', '6.6.6.6, 10.0.0.7, 10.0.0.8', 2)).toBe('10.0.0.7');
  expect(clientAddress('127.0.0.1', 'garbage', 1)).toBe('127.0.0.1');
  expect(clientAddress('127.0.0.1', '10.0.0.7', 2)).toBe('127.0.0.1');
});

it('AUTH-6: an IPv6 network counts as one address', () => {
  expect(subnet('2001:db8:1:2:3:4:5:6')).toBe(subnet('2001:db8:1:2:ffff::1'));
  expect(subnet('10.0.0.1')).toBe('10.0.0.1');
});

it('HTTP-12: knows the loopback', () => {
  expect(['127.0.0.1', '::1', '::ffff:127.0.0.1'].every(isLoopback)).toBe(true);
  expect(isLoopback('10.0.0.1') || isLoopback(undefined)).toBe(false);
});
