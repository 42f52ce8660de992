import type { GroupMediaEvent, IceServers } from '@sanad/model/engine/api';
import { deviceIdFromBytes } from '@sanad/model/ids';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeConnection, FakeStream, FakeTrack, settle } from '../calls/fake-media.ts';
import { makeMesh } from './mesh.ts';

const [ines, sami] = [1, 2].map((i) => deviceIdFromBytes(new Uint8Array(16).fill(i))) as [
  ReturnType<typeof deviceIdFromBytes>,
  ReturnType<typeof deviceIdFromBytes>,
];
const stay = 7;
const made: FakeTrack[] = [];
const getUserMedia = vi.fn(async (wanted: MediaStreamConstraints) => {
  const kinds = [...(wanted.audio ? ['audio'] : []), ...(wanted.video ? ['video'] : [])];
  const tracks = kinds.map((kind) => new FakeTrack(kind));
  made.push(...tracks);
  return new FakeStream(tracks);
});
beforeEach(() => {
  made.length = 0;
  FakeConnection.made.length = 0;
  getUserMedia.mockClear();
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal('MediaStream', FakeStream);
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
});
afterEach(() => vi.unstubAllGlobals());

async function open(video = false, servers: IceServers = { servers: [], turnOnly: false }) {
  const told: GroupMediaEvent[] = [];
  const mesh = makeMesh({ tell: (event) => void told.push(event), servers: async () => servers, changed: () => undefined });
  mesh.run({ type: 'open', stay, video });
  await settle();
  return { mesh, told };
}
const sentBy = (connection: FakeConnection | undefined) => connection?.lines.map(({ sender }) => sender.track?.kind);

test('GROUPCALL-4 one capture goes over a connection to each, and a step is taken by the one it is for', async () => {
  const { mesh, told } = await open(true);
  expect(told.map(({ type }) => type)).toEqual(['opened', 'sends']);
  for (const [link, device] of [['a', ines] as const, ['b', sami] as const]) mesh.run({ type: 'link-open', link, device });
  mesh.run({ type: 'link-step', link: 'a', step: { type: 'offer' } });
  mesh.run({ type: 'link-step', link: 'b', step: { type: 'take', description: { type: 'offer', sdp: 'v=0' } } });
  await settle();
  expect(getUserMedia).toHaveBeenCalledTimes(1);
  const described = told.flatMap((event) => (event.type === 'link' && event.said.type === 'described' ? [event.link] : []));
  expect(described).toEqual(['a', 'b']);
  expect(FakeConnection.made.map(sentBy)).toEqual(Array(2).fill(['audio', 'video', undefined]));
});

test('GROUPCALL-8 who looks at no picture is sent none, and the voice goes on', async () => {
  const { mesh } = await open(true);
  mesh.run({ type: 'link-open', link: 'a', device: ines });
  mesh.run({ type: 'link-step', link: 'a', step: { type: 'offer' } });
  mesh.run({ type: 'link-picture', link: 'a', picture: 'none' });
  await settle();
  expect(sentBy(FakeConnection.made[0])).toEqual(['audio', undefined, undefined]);
  mesh.run({ type: 'link-picture', link: 'a', picture: 'large' });
  await settle();
  expect(sentBy(FakeConnection.made[0])).toEqual(['audio', 'video', undefined]);
  expect(FakeConnection.made[0]?.did.some((step) => step === 'limit 700000')).toBe(true);
});

test('GROUPCALL-7 asked for silence the microphone is closed, for all', async () => {
  const { mesh, told } = await open();
  mesh.run({ type: 'silence', stay });
  expect(made.map(({ enabled }) => enabled)).toEqual([false]);
  expect(told.at(-1)).toEqual({ type: 'sends', stay, sends: { microphone: false, camera: false, screen: false } });
  mesh.run({ type: 'silence', stay: 99 });
});

test('GROUPCALL-4 a connection that is closed says nothing more, and takes no other one with it', async () => {
  const { mesh, told } = await open();
  mesh.run({ type: 'link-open', link: 'a', device: ines });
  mesh.run({ type: 'link-open', link: 'b', device: sami });
  mesh.run({ type: 'link-close', link: 'a' });
  const count = told.length;
  FakeConnection.made[0]?.becomes('failed');
  expect(told.length).toBe(count);
  FakeConnection.made[1]?.becomes('connected');
  expect(told.at(-1)).toEqual({ type: 'link', link: 'b', said: { type: 'state', state: 'connected' } });
  expect(FakeConnection.made.map(({ did }) => did.includes('close'))).toEqual([true, false]);
});

test('GROUPCALL-2 nothing listens or sees once it is over, also what was still being opened', async () => {
  const { mesh } = await open(true);
  mesh.run({ type: 'link-open', link: 'a', device: ines });
  mesh.run({ type: 'close', stay });
  expect(made.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
  expect(FakeConnection.made[0]?.did.at(-1)).toBe('close');
  mesh.run({ type: 'open', stay: 8, video: false });
  mesh.stop();
  await settle();
  expect(made.at(-1)?.readyState).toBe('ended');
});

test('GROUPCALL-2 without a microphone nobody is in', async () => {
  getUserMedia.mockRejectedValueOnce(new Error('NotAllowedError'));
  const { told } = await open();
  expect(told).toEqual([{ type: 'not-opened', stay }]);
});

test('GROUPCALL-8 who speaks is known from what comes in', async () => {
  const { mesh } = await open();
  mesh.run({ type: 'link-open', link: 'a', device: ines });
  const receiver = { getSynchronizationSources: () => [{ audioLevel: 0.4 }] };
  FakeConnection.made[0]?.lines.push({ receiver } as never);
  expect([...mesh.levels()]).toEqual([[ines, 0.4]]);
});
