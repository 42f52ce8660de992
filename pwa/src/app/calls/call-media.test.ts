import type { IceServers, MediaEvent, Sending } from '@sanad/model/engine/api';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeCallMedia } from './call-media.ts';
import { FakeConnection, FakeStream, FakeTrack, settle } from './fake-media.ts';

type CallId = NonNullable<MediaEvent['call']>;
const [call, other] = ['09'.repeat(16), '10'.repeat(16)] as [CallId, CallId];
const sdp = 'v=0';
const sends = (what: Partial<Sending>): Sending => ({
  microphone: false,
  camera: false,
  screen: false,
  isPaused: false,
  ...what,
});

const getUserMedia = vi.fn(async (wanted: MediaStreamConstraints) => {
  const kinds = [...(wanted.audio ? ['audio'] : []), ...(wanted.video ? ['video'] : [])];
  return new FakeStream(kinds.map((kind) => new FakeTrack(kind)));
});
beforeEach(() => {
  FakeConnection.made.length = 0;
  getUserMedia.mockClear();
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal('MediaStream', FakeStream);
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(servers: IceServers | Promise<IceServers> = { servers: [], turnOnly: false }) {
  const told: MediaEvent[] = [];
  const lines: (readonly [string, boolean])[] = [];
  const streams: (readonly [object, object])[] = [];
  const media = makeCallMedia({
    tell: (event) => void told.push(event),
    servers: async () => servers,
    streams: (...both) => void streams.push(both),
    sending: () => undefined,
    line: (quality, isPaused) => void lines.push([quality, isPaused]),
    ended: () => undefined,
  });
  return { media, told, lines, streams, kinds: () => told.map(({ type }) => type) };
}
const stepsOf = (connection: FakeConnection | undefined) => connection?.did.filter((step) => !step.startsWith('limit'));

test('CALL-5 the one who answers makes an offer, takes the answer and the ways, and closes everything', async () => {
  const { media, told, streams, kinds } = open();
  media.run({ type: 'open', call, video: false });
  media.run({ type: 'offer', call });
  media.run({ type: 'take', call, description: { type: 'answer', sdp } });
  const ways = ['bad', 'good'].map((candidate) => ({ candidate, sdpMid: '0', sdpMLineIndex: 0 }));
  media.run({ type: 'add-candidates', call, candidates: ways });
  await settle();
  expect(kinds()).toEqual(['opened', 'sending', 'described']);
  expect(told.at(-1)).toEqual({ type: 'described', call, description: { type: 'offer', sdp } });
  expect(stepsOf(FakeConnection.made[0])).toEqual(['send audio', 'take answer', 'good']);
  const heard = await microphone();
  media.run({ type: 'close', call });
  await settle();
  expect(heard?.readyState).toBe('ended');
  expect([FakeConnection.made[0]?.did.at(-1), streams.at(-1)]).toEqual(['close', [{}, {}]]);
});

test('CALL-9 the relays are used that the server names, and nothing else where it says so', async () => {
  const server = { urls: ['turn:turn.example:3478'], username: '1:a', credential: 'b' };
  const { media } = open({ servers: [server], turnOnly: true });
  media.run({ type: 'open', call, video: false });
  await settle();
  expect(FakeConnection.made[0]?.configuration).toMatchObject({ iceServers: [server], iceTransportPolicy: 'relay' });
});

test('CALL-3 without a camera it is a call without pictures; without a microphone there is none', async () => {
  getUserMedia.mockRejectedValueOnce(new Error('NotFoundError'));
  const blind = open();
  blind.media.run({ type: 'open', call, video: true });
  await settle();
  expect(blind.told.at(-1)).toEqual({ type: 'sending', call, sending: sends({ microphone: true }) });
  getUserMedia.mockRejectedValueOnce(new Error('NotAllowedError'));
  const mute = open();
  mute.media.run({ type: 'open', call, video: false });
  await settle();
  expect(mute.told).toEqual([{ type: 'not-opened', call }]);
});

test('CALL-3 what is opened for a call that is over by then is closed at once, and steps of another call do nothing', async () => {
  const { media, kinds } = open();
  media.run({ type: 'open', call, video: false });
  media.run({ type: 'close', call });
  media.run({ type: 'offer', call: other });
  await settle();
  expect([kinds(), FakeConnection.made.length]).toEqual([[], 0]);
});

const microphone = async (): Promise<FakeTrack | undefined> => (await getUserMedia.mock.results.at(-1)?.value)?.tracks[0];

test('CALL-3 hung up while the servers are still asked for, the microphone is off at once', async () => {
  const { media, kinds } = open(new Promise(() => undefined));
  media.run({ type: 'open', call, video: false });
  await settle();
  expect((await microphone())?.readyState).toBe('live');
  media.run({ type: 'close', call });
  expect((await microphone())?.readyState).toBe('ended');
  expect(kinds()).toEqual([]);
});

test('CALL-3 a connection that cannot be made leaves no microphone on', async () => {
  vi.stubGlobal(
    'RTCPeerConnection',
    class {
      constructor() {
        throw new Error('SyntaxError');
      }
    },
  );
  const { media, told } = open();
  media.run({ type: 'open', call, video: false });
  await settle();
  expect(told.at(-1)).toEqual({ type: 'broken', call });
  expect((await microphone())?.readyState).toBe('ended');
});

test('CALL-3 when the page leaves the person, everything that was opened ends, without a word of the engine', async () => {
  const { media, streams } = open();
  media.run({ type: 'open', call, video: false });
  await settle();
  media.stop();
  expect([(await microphone())?.readyState, FakeConnection.made[0]?.did.at(-1)]).toEqual(['ended', 'close']);
  expect(streams.at(-1)).toEqual([{}, {}]);
  media.run({ type: 'open', call: other, video: false });
  media.stop();
  await settle();
  expect((await microphone())?.readyState).toBe('ended');
});

test('CALL-3 a step that cannot be done is told', async () => {
  const { media, told } = open();
  media.run({ type: 'open', call, video: false });
  media.run({ type: 'take', call, description: { type: 'answer', sdp } });
  await settle();
  expect(told.at(-1)).toEqual({ type: 'broken', call });
});

test('CALL-3 a microphone that nobody allows yet does not keep the next call waiting, and is off as soon as it is allowed', async () => {
  let allow = (_: FakeStream): void => undefined;
  getUserMedia.mockImplementationOnce(
    () =>
      new Promise((done) => {
        allow = done;
      }),
  );
  const { media, kinds } = open();
  media.run({ type: 'open', call, video: false });
  await settle();
  media.run({ type: 'close', call });
  media.run({ type: 'open', call: other, video: false });
  await settle();
  expect(kinds()).toEqual(['opened', 'sending']);
  const late = new FakeTrack('audio');
  allow(new FakeStream([late]));
  await settle();
  expect([late.readyState, kinds()]).toEqual(['ended', ['opened', 'sending']]);
});

test('CALL-5 whoever takes the first offer takes over its lines and sends on them', async () => {
  const { media, kinds } = open();
  media.run({ type: 'open', call, video: true });
  media.run({ type: 'take', call, description: { type: 'offer', sdp } });
  await settle();
  const [connection] = FakeConnection.made;
  expect(connection?.lines.map(({ direction }) => direction)).toEqual(['sendrecv', 'sendrecv', 'sendrecv']);
  expect(stepsOf(connection)).toEqual(['take offer', 'send audio', 'send video']);
  expect(kinds().at(-1)).toBe('described');
});

test('the camera goes on and off by itself, and its light with it', async () => {
  const { media, told } = open();
  media.run({ type: 'open', call, video: false });
  await settle();
  expect(await media.local()?.setCamera(true)).toBe(true);
  expect(told.at(-1)).toEqual({ type: 'sending', call, sending: sends({ microphone: true, camera: true }) });
  media.local()?.setMicrophone(false);
  expect(told.at(-1)).toEqual({ type: 'sending', call, sending: sends({ camera: true }) });
  await media.local()?.setCamera(false);
  expect(told.at(-1)).toEqual({ type: 'sending', call, sending: sends({}) });
  getUserMedia.mockRejectedValueOnce(new Error('NotAllowedError'));
  expect(await media.local()?.setCamera(true)).toBe(false);
});

test('CALL-12 on a line that carries little the camera rests, which the other side is told; the voice goes on, and it comes back', async () => {
  vi.useFakeTimers();
  const { media, told, lines } = open();
  media.run({ type: 'open', call, video: true });
  media.run({ type: 'offer', call });
  await vi.advanceTimersByTimeAsync(10);
  const [connection] = FakeConnection.made;
  if (connection === undefined) throw new Error('a connection');
  const line = (loss: number, seconds: number) => {
    connection.report = [{ type: 'remote-inbound-rtp', kind: 'audio', fractionLost: loss }];
    return vi.advanceTimersByTimeAsync(seconds * 1_000);
  };
  connection.becomes('connected');
  await line(0, 6);
  expect([lines.at(-1), connection.did.at(-1)]).toEqual([['good', false], 'limit 1500000']);
  await line(0.4, 6);
  expect(lines.at(-1)).toEqual(['bad', true]);
  expect(told.at(-1)).toEqual({ type: 'sending', call, sending: sends({ microphone: true, camera: true, isPaused: true }) });
  expect(connection.did).toContain('send nothing');
  expect(connection.lines.map(({ sender }) => sender.track?.kind)).toEqual(['audio', undefined, undefined]);
  await line(0, 30);
  expect(lines.at(-1)).toEqual(['good', false]);
  expect(connection.lines.map(({ sender }) => sender.track?.kind)).toEqual(['audio', 'video', undefined]);
  media.stop();
  const { length } = lines;
  await line(0.4, 30);
  expect(lines.length).toBe(length);
});
