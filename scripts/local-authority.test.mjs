import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeLocalCertificates } from './local-authority.mjs';

const parent = mkdtempSync(join(tmpdir(), 'sanad-tls-'));
afterAll(() => rmSync(parent, { recursive: true, force: true }));
const folder = join(parent, 'tls');
const nowMs = Date.UTC(2026, 0, 15);
const dayMs = 86_400_000;
const make = (addresses, atMs = nowMs) => makeLocalCertificates({ folder, addresses, nowMs: atMs });
const read = (path) => new X509Certificate(readFileSync(path));

test('the server certificate is signed by the authority and names every address', async () => {
  const paths = await make(['localhost', '127.0.0.1', '::1', '192.0.2.7']);
  const server = read(paths.cert);
  const authority = read(paths.authority);
  expect(authority.ca).toBe(true);
  expect(server.ca).toBe(false);
  expect(server.verify(authority.publicKey)).toBe(true);
  expect(server.checkHost('localhost')).toBe('localhost');
  for (const address of ['127.0.0.1', '::1', '192.0.2.7']) expect(server.checkIP(address)).toBe(address);
  expect(new Date(server.validTo).getTime() - nowMs).toBeLessThan(398 * dayMs); // phones refuse more
});

test('keys are the owner’s alone', async () => {
  const { key } = await make(['localhost']);
  expect(statSync(key).mode & 0o077).toBe(0);
  expect(statSync(folder).mode & 0o077).toBe(0);
});

test('the certificate stays while it fits, and is made again for a new address or near its end', async () => {
  const addresses = ['localhost', '192.0.2.7'];
  const first = read((await make(addresses)).cert).fingerprint256;
  expect(read((await make(addresses)).cert).fingerprint256).toBe(first);
  const moved = read((await make([...addresses, '192.0.2.8'])).cert).fingerprint256;
  expect(moved).not.toBe(first);
  const paths = await make(addresses, nowMs + 380 * dayMs);
  expect(read(paths.cert).fingerprint256).not.toBe(moved);
  expect(read(paths.cert).verify(read(paths.authority).publicKey)).toBe(true);
});
