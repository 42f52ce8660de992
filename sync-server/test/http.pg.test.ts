import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { join } from 'node:path';
import { encodeCbor } from '@sanad/model/cbor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDir } from './support/temporary-dir.ts';
import { createClient, createWorld } from './support/test-client.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

let server: TestServer;
const dir = temporaryDir();
beforeAll(async () => {
  mkdirSync(join(dir.path, 'assets'));
  writeFileSync(join(dir.path, 'index.html'), '<!doctype html><title>SANAD</title>');
  writeFileSync(join(dir.path, 'sw.js'), 'self');
  writeFileSync(join(dir.path, 'assets', 'app-1a2b3c.js'), 'plain');
  writeFileSync(join(dir.path, 'assets', 'app-1a2b3c.js.br'), 'brotli');
  writeFileSync(join(dir.path, 'assets', 'app-1a2b3c.js.gz'), 'gzip');
  writeFileSync(join(dir.path, 'assets', 'automerge.wasm'), 'wasm');
  server = await startTestServer({ staticDir: dir.path, metricsToken: undefined });
});
afterAll(async () => {
  await server.stop();
  dir.remove();
});

const get = (path: string, headers: Record<string, string> = {}, address = '127.0.0.1') =>
  server.fetch(new Request(`${server.url}${path}`, { headers }), address);

describe('the app’s files', () => {
  it('HTTP-11: hashed assets are immutable, the shell and the service worker are asked for each time', async () => {
    expect((await get('/assets/app-1a2b3c.js')).headers.get('cache-control')).toContain('immutable');
    expect((await get('/')).headers.get('cache-control')).toBe('no-cache');
    expect((await get('/sw.js')).headers.get('cache-control')).toBe('no-cache');
    const { headers } = await get('/');
    expect((await get('/', { 'if-none-match': headers.get('etag') ?? '' })).status).toBe(304);
  });

  it('HTTP-11: the smallest form that the client accepts is sent; wasm has its type', async () => {
    const body = async (encoding: string) => {
      const response = await get('/assets/app-1a2b3c.js', { 'accept-encoding': encoding });
      return [response.headers.get('content-encoding'), await response.text()];
    };
    expect(await body('gzip, deflate, br')).toEqual(['br', 'brotli']);
    expect(await body('gzip')).toEqual(['gzip', 'gzip']);
    expect(await body('identity')).toEqual([null, 'plain']);
    expect((await get('/assets/automerge.wasm')).headers.get('content-type')).toBe('application/wasm');
  });

  it('HTTP-11: a deep link gets the shell, an unknown file and a path upwards get 404', async () => {
    expect(await (await get('/c/0123', { accept: 'text/html' })).text()).toContain('SANAD');
    expect((await get('/nothing.js', { accept: 'text/html' })).status).toBe(404);
    expect((await get('/..%2f..%2fetc%2fpasswd')).status).toBe(404);
    expect((await get('/assets/..%2findex.html')).status).toBe(404);
  });
});

describe('headers', () => {
  it('HTTP-7: every answer carries a policy without unsafe-inline', async () => {
    for (const path of ['/', '/api/v1/service', '/healthz', '/api/v1/nothing']) {
      const { headers } = await get(path, { host: new URL(server.url).host });
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
      expect(policy).not.toContain('unsafe-inline');
      expect(policy).toContain(`connect-src 'self' ws://${new URL(server.url).host}`);
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      // The camera that reads a code (LINK-1) is for our own pages.
      expect(headers.get('permissions-policy')?.split(', ')).toContain('camera=(self)');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('strict-transport-security')).toBeNull();
    }
    const foreign = await get('/', { host: 'evil.example' });
    expect(foreign.headers.get('content-security-policy')).not.toContain('evil.example');
  });

  it('HTTP-4: a foreign Origin is refused on every API route, our own passes', async () => {
    const status = async (headers: Record<string, string>) => (await get('/api/v1/service', headers)).status;
    expect(await status({})).toBe(200);
    expect(await status({ origin: server.url })).toBe(200);
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
    expect(await status({ origin: 'null' })).toBe(403);
    expect(await status({ 'sec-fetch-site': 'cross-site' })).toBe(403);
  });
});

describe('operations', () => {
  it('HTTP-12: metrics are for this machine; health and readiness for everybody', async () => {
    expect((await get('/healthz', {}, '10.0.0.9')).status).toBe(200);
    expect((await get('/readyz', {}, '10.0.0.9')).status).toBe(200);
    expect((await get('/metrics', {}, '10.0.0.9')).status).toBe(404);
    expect((await get('/metrics', { 'x-forwarded-for': '1.2.3.4' }, '127.0.0.1')).status).toBe(404);
    expect(await (await get('/metrics')).text()).toContain('sanad_sockets 0');
  });

  it('HTTP-12: with a token, the token alone opens them', async () => {
    const token = 'a-token-of-some-length';
    const guarded = await startTestServer({ metricsToken: token });
    const ask = (headers: Record<string, string>) =>
      guarded.fetch(new Request(`${guarded.url}/metrics`, { headers }), '127.0.0.1');
    expect((await ask({})).status).toBe(404);
    expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(200);
    await guarded.stop();
  });
});

describe('rate limits', () => {
  const tight = { max: 3, windowMs: 60_000 };

  it('AUTH-6: sign-in and sign-up are limited by the real address, whatever header the client writes', async () => {
    const limited = await startTestServer({ signInLimit: tight, signUpLimit: tight });
    const attempt = async (path: string, address: string, headers: Record<string, string> = {}) => {
      const body = path === '/sign-in' ? { login: 'a@example.org', password: 'whatever it is' } : { name: 'x' };
      return (await createClient(limited, { address, headers }).post(path, body)).status;
    };
    const spoofed = (i: number) => ({
      'x-forwarded-for': `9.9.9.${i}`,
      'x-sanad-client-address': `8.8.8.${i}`,
      'x-real-ip': `7.7.7.${i}`,
    });
    const statuses: number[] = [];
    for (let i = 0; i < 5; i++) statuses.push(await attempt('/sign-in', '10.0.0.1', spoofed(i)));
    expect(statuses).toEqual([401, 401, 401, 429, 429]);
    expect(await attempt('/sign-in', '10.0.0.2')).toBe(401);
    const signUps: number[] = [];
    for (let i = 0; i < 4; i++) signUps.push(await attempt('/sign-up', '10.0.0.1', spoofed(i)));
    expect(signUps).toEqual([400, 400, 400, 429]);
    const last = await createClient(limited, { address: '10.0.0.1' }).post('/sign-up', {});
    expect(last.body.retryAfterMs).toBeGreaterThan(1000);
    expect(last.headers.get('retry-after')).not.toBeNull();
    await limited.stop();
  });

  it('AUTH-6: behind a trusted proxy the address is the one that the proxy wrote', async () => {
    const limited = await startTestServer({ signInLimit: tight, trustProxy: 1 });
    const attempt = async (forwarded: string) =>
      (
        await createClient(limited, { address: '127.0.0.1', headers: { 'x-forwarded-for': forwarded } }).post('/sign-in', {
          login: 'a@example.org',
          password: 'x',
        })
      ).status;
    const statuses: number[] = [];
    for (let i = 0; i < 4; i++) statuses.push(await attempt(`6.6.6.${i}, 10.0.0.7`));
    expect(statuses).toEqual([401, 401, 401, 429]);
    expect(await attempt('6.6.6.1, 10.0.0.8')).toBe(401);
    await limited.stop();
  });
});

describe('https', () => {
  it('AUTH-1: cookies are Secure with the __Secure- prefix, and HSTS is on', async () => {
    const keys = temporaryDir();
    const [certPath, keyPath] = [join(keys.path, 'cert.pem'), join(keys.path, 'key.pem')];
    execFileSync(
      'openssl',
      [
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '1',
        '-subj',
        '/CN=localhost',
        '-keyout',
        keyPath,
        '-out',
        certPath,
      ],
      { stdio: 'ignore' },
    );
    const secure = await startTestServer({ tls: { certPath, keyPath } });
    expect(secure.url).toMatch(/^https:/);
    const { admin } = await createWorld(secure);
    const answer = await createClient(secure).post('/sign-in', { login: admin.request.email, password: admin.request.password });
    const [line = ''] = answer.headers.getSetCookie();
    expect(line).toMatch(/^__Secure-sanad\.session_token=/);
    expect(line).toMatch(/; Secure/i);
    expect(answer.headers.get('strict-transport-security')).toContain('max-age');
    // Through the real port as well.
    const status = await new Promise<number>((done, fail) => {
      const body = encodeCbor({ login: admin.request.email, password: admin.request.password });
      const request = httpsRequest(
        `${secure.url}/api/v1/sign-in`,
        { method: 'POST', rejectUnauthorized: false, headers: { 'content-type': 'application/cbor' } },
        (response) => done(response.statusCode ?? 0),
      );
      request.on('error', fail);
      request.end(body);
    });
    expect(status).toBe(200);
    await secure.stop();
    keys.remove();
  });
});
