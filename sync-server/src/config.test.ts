import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.ts';

const configOf = (environment: Record<string, string>) => {
  const parsed = parseConfig(environment);
  if (!parsed.ok) throw new Error(parsed.error.names.join());
  return parsed.value;
};
const namesOf = (environment: Record<string, string>) => {
  const parsed = parseConfig(environment);
  return parsed.ok ? [] : parsed.error.names;
};

describe('the environment', () => {
  it('HTTP-10: has a default for everything', () => {
    expect(configOf({})).toMatchObject({
      port: 8787,
      host: '127.0.0.1',
      dataDir: '.data',
      logLevel: 'info',
      trustProxy: 0,
      tls: undefined,
    });
    expect(configOf({ PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 8787, databaseUrl: undefined });
  });

  it('HTTP-10: listens to the network with a certificate', () => {
    expect(configOf({ TLS_CERT: 'a', TLS_KEY: 'b' })).toMatchObject({ host: '0.0.0.0', tls: { certPath: 'a', keyPath: 'b' } });
    expect(namesOf({ TLS_CERT: 'a' })).toEqual(['TLS_CERT', 'TLS_KEY']);
  });

  it('HTTP-10: names what it does not understand and never quotes it', () => {
    expect(namesOf({ PORT: '99999', AUTH_SECRET: 'short-secret', TRUST_PROXY: 'yes', PUBLIC_URL: 'ftp://x' }).toSorted()).toEqual(
      ['AUTH_SECRET', 'PORT', 'PUBLIC_URL', 'TRUST_PROXY'],
    );
    expect(JSON.stringify(parseConfig({ AUTH_SECRET: 'short-secret' }))).not.toContain('short-secret');
  });

  it('ACCOUNT-5, HTTP-10: e-mail needs a server, a sender and the address that people open', () => {
    const [SANAD_SMTP_URL, SANAD_SMTP_FROM] = ['smtps://sanad:secret@mail.example.org', 'SANAD <sanad@example.org>'];
    const PUBLIC_URL = 'https://sanad.example.org';
    expect(configOf({ SANAD_SMTP_URL, SANAD_SMTP_FROM, PUBLIC_URL }).mail).toEqual({
      url: SANAD_SMTP_URL,
      from: SANAD_SMTP_FROM,
    });
    expect(configOf({ PUBLIC_URL }).mail).toBeUndefined();
    const all = ['SANAD_SMTP_URL', 'SANAD_SMTP_FROM', 'PUBLIC_URL'];
    expect(namesOf({ SANAD_SMTP_URL, SANAD_SMTP_FROM })).toEqual(all);
    expect(namesOf({ SANAD_SMTP_URL, PUBLIC_URL })).toEqual(all);
    for (const url of ['http://mail.example.org', 'mail.example.org', 'file:///etc/passwd'])
      expect(namesOf({ SANAD_SMTP_URL: url, SANAD_SMTP_FROM, PUBLIC_URL })).toEqual(['SANAD_SMTP_URL']);
    expect(namesOf({ SANAD_SMTP_URL, SANAD_SMTP_FROM: 'a@b\r\nBcc: c@d', PUBLIC_URL })).toEqual(['SANAD_SMTP_FROM']);
  });

  it('CALL-9, HTTP-10: relays and their secret belong together, and a relay is an address of one', () => {
    const [urls, secret] = ['turn:turn.example.org:3478?transport=udp, turns:turn.example.org:443?transport=tcp', 'x'.repeat(32)];
    expect(configOf({ TURN_URLS: urls, TURN_SECRET: secret, TURN_ONLY: '1' }).turn).toEqual({
      urls: ['turn:turn.example.org:3478?transport=udp', 'turns:turn.example.org:443?transport=tcp'],
      secret,
      turnOnly: true,
    });
    expect(configOf({}).turn).toBeUndefined();
    const both = ['TURN_URLS', 'TURN_SECRET'];
    expect([namesOf({ TURN_URLS: urls }), namesOf({ TURN_SECRET: secret }), namesOf({ TURN_ONLY: '1' })]).toEqual([
      both,
      both,
      both,
    ]);
    expect(namesOf({ TURN_URLS: 'https://turn.example.org', TURN_SECRET: secret })).toEqual(['TURN_URLS.0']);
  });

  it('HTTP-10: an address is reduced to its origin, a limit has two numbers', () => {
    expect(configOf({ PUBLIC_URL: 'https://sanad.example/app/' }).publicUrl).toBe('https://sanad.example');
    expect(configOf({ ALLOWED_ORIGINS: 'https://a.example, https://b.example/' }).allowedOrigins).toEqual([
      'https://a.example',
      'https://b.example',
    ]);
    expect(configOf({ SIGN_IN_LIMIT: '3/10' }).signInLimit).toEqual({ max: 3, windowMs: 10_000 });
    expect(namesOf({ SIGN_UP_LIMIT: '3' })).toEqual(['SIGN_UP_LIMIT']);
  });
});
