import { expect, test } from 'vitest';
import type { RelayFinding } from './measure-relay.ts';
import { type Findings, linesOf, reportOf, verdictOf } from './network-lines.ts';
import { placesOf, serversBy, stunUrlsOf } from './relay-urls.ts';

const urls = [
  'turn:turn.example:3478?transport=udp',
  'turn:turn.example:3478?transport=tcp',
  'turns:turn.example:443?transport=tcp',
  'turns:turn.example:5349?transport=udp',
  'turn:other.example',
];
const servers = { servers: [{ urls, username: '1:a', credential: 'b' }], turnOnly: false };
const passed: RelayFinding = { type: 'passed', roundTripMs: 12.4 };
const all: Findings = {
  server: { isOnline: true, answeredInMs: 8 },
  servers,
  direct: { isReachable: true, isSeen: true },
  relays: { udp: passed, tcp: passed, tls: passed },
};
const lights = (findings: Findings) => linesOf(findings).map(({ light }) => light);
const verdict = (findings: Findings) => verdictOf(linesOf(findings));

test('CHECK-1 each way to a relay is tried by itself, with the addresses that are reached that way', () => {
  expect(serversBy(servers, 'udp')[0]?.urls).toEqual(['turn:turn.example:3478?transport=udp', 'turn:other.example']);
  expect(serversBy(servers, 'tcp')[0]?.urls).toEqual(['turn:turn.example:3478?transport=tcp']);
  expect(serversBy(servers, 'tls')[0]?.urls).toEqual(['turns:turn.example:443?transport=tcp']);
  expect(serversBy({ servers: [] }, 'udp')).toEqual([]);
  expect(stunUrlsOf(servers)).toEqual(['stun:turn.example:3478', 'stun:other.example']);
  expect(placesOf(serversBy(servers, 'udp'))).toEqual(['turn.example:3478', 'other.example:3478']);
});

test('CHECK-2 what passes is good, and what does not comes with what can be done', () => {
  expect(lights(all)).toEqual(['good', 'good', 'good', 'good', 'good']);
  expect(verdict(all)).toBe('good');
  const relays: Findings['relays'] = { udp: { type: 'silent' }, tcp: { type: 'refused', code: 401 }, tls: { type: 'blocked' } };
  const lines = linesOf({ ...all, direct: { isReachable: true, isSeen: false }, relays });
  expect(lines.map(({ light, advice }) => [light, advice])).toEqual([
    ['good', undefined],
    ['limited', undefined],
    ['failed', 'port'],
    ['failed', 'clock'],
    ['failed', 'relay'],
  ]);
  expect(verdictOf(lines)).toBe('near');
});

test('CHECK-2 a server that answers but gives no line is told from one that cannot be reached', () => {
  const words = (isOnline: boolean, answeredInMs: number | undefined) =>
    linesOf({ ...all, server: { isOnline, answeredInMs } })[0]?.words;
  expect([words(true, 5), words(false, 5), words(false, undefined)]).toEqual(['server.good', 'server.socket', 'server.offline']);
  expect(verdict({ ...all, server: { isOnline: false, answeredInMs: undefined } })).toBe('offline');
});

test('CHECK-2 without relays calls stay on one network; where addresses are hidden there are none', () => {
  const absent: Findings['relays'] = { udp: { type: 'absent' }, tcp: { type: 'absent' }, tls: { type: 'absent' } };
  const none = {
    ...all,
    servers: { servers: [], turnOnly: false },
    direct: { isReachable: true, isSeen: false },
    relays: absent,
  };
  expect(lights(none)).toEqual(['good', 'limited', 'none', 'none', 'none']);
  expect(verdict(none)).toBe('near');
  const hidden = { ...none, servers: { servers: [], turnOnly: true } };
  expect(lights(hidden)).toEqual(['good', 'none', 'none', 'none', 'none']);
  expect(verdict(hidden)).toBe('none');
});

test('CHECK-2 while something is tried, and where the server did not say its relays, nothing is claimed', () => {
  expect(verdict({ ...all, relays: { udp: passed } })).toBe('waiting');
  expect(lights({ server: undefined, servers: undefined, direct: undefined, relays: {} })).toEqual(Array(5).fill('waiting'));
  expect(lights({ ...all, servers: undefined, relays: {} }).slice(2)).toEqual(['none', 'none', 'none']);
});

const quiet = { old: 0, stranger: 0, forged: 0, malformed: 0, unknown: 0 };
test('CHECK-3, EPH-6 the report says lines, places and codes, and no name and password', () => {
  const unheard = { ...quiet, old: 2, forged: 1 };
  const relays = { udp: passed, tcp: { type: 'refused', code: 486 }, tls: { type: 'silent' } } as const;
  const findings: Findings = { ...all, relays, unheard };
  const report = reportOf(linesOf(findings), findings, { atMs: 0, browser: 'Firefox' });
  expect(report.split('\n')).toEqual([
    'SANAD network check 1970-01-01T00:00:00.000Z',
    'Firefox',
    'WebSocket /sync: good, server.good, 8 ms',
    'STUN / direct: good, direct.good',
    'TURN over UDP: good, relay.passed, 12 ms, turn.example:3478 other.example:3478',
    'TURN over TCP: limited, relay.quota, turn.example:3478 (STUN error 486)',
    'TURN over TLS: failed, relay.silent, turn.example:443',
    'signals not heard: 2 old, 1 forged',
  ]);
  expect(reportOf([], { ...findings, unheard: quiet }, { atMs: 0, browser: 'Firefox' })).not.toContain('signals');
});
