import { err, ok } from '@sanad/model/result';
import { createRoot } from 'solid-js';
import { expect, test, vi } from 'vitest';
import { createProof } from './create-proof.ts';

const refused = (code: 'auth/proof' | 'auth/code') => err({ type: 'refused', code } as const);

test('AUTH-15 what is refused for want of a proof is done after it, and not at all without it', async () => {
  const proof = createRoot(createProof);
  const send = vi.fn().mockResolvedValueOnce(refused('auth/proof')).mockResolvedValue(ok('done'));
  const running = proof.run(send);
  await vi.waitUntil(proof.isAsked);
  proof.settle(true);
  expect(await running).toEqual(ok('done'));
  expect(proof.isAsked()).toBe(false);

  const again = proof.run(vi.fn().mockResolvedValue(refused('auth/proof')));
  await vi.waitUntil(proof.isAsked);
  proof.settle(false);
  expect(await again).toBeUndefined();
});

test('other failures are hers to read', async () => {
  const proof = createRoot(createProof);
  expect(await proof.run(async () => refused('auth/code'))).toEqual(refused('auth/code'));
  expect(proof.isAsked()).toBe(false);
});
