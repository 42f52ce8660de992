import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeConnection, FakeStream, settle } from './fake-media.ts';
import { makePeerLink } from './peer-link.ts';

beforeEach(() => {
  FakeConnection.made.length = 0;
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal('MediaStream', FakeStream);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});
const nothing = () => undefined;
function open() {
  const said = {
    described: nothing,
    candidates: nothing,
    offerNeeded: nothing,
    state: nothing,
    remote: nothing,
    broken: nothing,
  };
  const link = makePeerLink({ servers: [], turnOnly: false }, said);
  const tried = (): readonly string[] => FakeConnection.made[0]?.did.filter((step) => step.startsWith('candidate')) ?? [];
  return { link, tried };
}
const way = (text: string) => ({ candidate: `candidate:${text}`, sdpMid: '0', sdpMLineIndex: 0 });
const burst = (count: number) => Array.from({ length: count }, (_, i) => way(`${i} 1 udp 1 10.0.0.1 ${i} typ host`));

test('CALL-5 a hundred ways of the other side are tried after each description, no more', async () => {
  const { link, tried } = open();
  link.run({ type: 'take', description: { type: 'offer', sdp: 'v=0' } });
  for (let i = 0; i < 5; i++) link.run({ type: 'add-candidates', candidates: burst(32) });
  await settle();
  expect(tried().length).toBe(100);
  link.run({ type: 'take', description: { type: 'offer', sdp: 'v=0' } });
  link.run({ type: 'add-candidates', candidates: burst(32) });
  await settle();
  expect(tried().length).toBe(132);
});

test('CALL-5 what stands in a description counts as well', async () => {
  const { link, tried } = open();
  const taken = vi.spyOn(FakeConnection.prototype, 'setRemoteDescription');
  const lines = (count: number) => burst(count).map(({ candidate }) => `a=${candidate}`);
  link.run({ type: 'take', description: { type: 'offer', sdp: ['v=0', ...lines(120), ''].join('\r\n') } });
  link.run({ type: 'add-candidates', candidates: burst(1) });
  link.run({ type: 'take', description: { type: 'offer', sdp: ['v=0', ...lines(90), ''].join('\r\n') } });
  link.run({ type: 'add-candidates', candidates: burst(32) });
  await settle();
  const hundred = ['v=0', ...lines(100), ''].join('\r\n');
  expect(taken).toHaveBeenNthCalledWith(1, { type: 'offer', sdp: hundred });
  expect(tried().length).toBe(10);
});

test('CALL-5 no device is sent to knock at TCP doors of whatever address', async () => {
  const { link, tried } = open();
  const line = 'candidate:1 1 tcp 1 10.0.0.1 22 typ host tcptype passive';
  const sdp = ['v=0', `a=${line}`, 'a=candidate:2 1 udp 1 10.0.0.1 9 typ host', ''].join('\r\n');
  const taken = vi.spyOn(FakeConnection.prototype, 'setRemoteDescription');
  link.run({ type: 'take', description: { type: 'offer', sdp } });
  const ways = [way('1 1 TCP 1 10.0.0.1 22 typ host TCPTYPE  passive'), way('1 1 tcp 1 10.0.0.1 9 typ host tcptype active')];
  link.run({ type: 'add-candidates', candidates: ways });
  await settle();
  expect(tried()).toEqual(['candidate:1 1 tcp 1 10.0.0.1 9 typ host tcptype active']);
  expect(taken).toHaveBeenCalledWith({
    type: 'offer',
    sdp: ['v=0', 'a=candidate:2 1 udp 1 10.0.0.1 9 typ host', ''].join('\r\n'),
  });
});
