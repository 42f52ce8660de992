import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeStream, FakeTrack } from './fake-media.ts';
import { makeLocalMedia, type Source } from './local-media.ts';

const getUserMedia = vi.fn<(wanted: MediaStreamConstraints) => Promise<FakeStream>>();
const getDisplayMedia = vi.fn(async () => new FakeStream([new FakeTrack('video')]));
const given: FakeTrack[] = [];
beforeEach(() => {
  given.length = 0;
  getUserMedia.mockReset();
  getUserMedia.mockImplementation(async (wanted) => {
    const kinds = [...(wanted.audio ? ['audio'] : []), ...(wanted.video ? ['video'] : [])];
    const tracks = kinds.map((kind) => new FakeTrack(kind));
    given.push(...tracks);
    return new FakeStream(tracks);
  });
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia, getDisplayMedia } });
});
afterEach(() => vi.unstubAllGlobals());

const nothingChosen = { microphone: undefined, camera: undefined, speaker: undefined };
function make(chosen: { microphone?: string; camera?: string } = {}) {
  const ended: Source[] = [];
  let changes = 0;
  const listener = {
    changed() {
      changes += 1;
    },
    ended: (source: Source) => void ended.push(source),
  };
  const media = makeLocalMedia(listener, () => ({ ...nothingChosen, ...chosen }));
  return { media, ended, changes: () => changes };
}
const states = () => given.map(({ kind, readyState }) => `${kind} ${readyState}`);
const settle = () => new Promise((done) => setTimeout(done, 0));

test('CALL-10 the microphone and the camera that the person chose are asked for, and others where they are gone', async () => {
  const { media } = make({ microphone: 'm', camera: 'c' });
  expect(await media.open(true)).toBe(true);
  expect(getUserMedia.mock.calls[0]?.[0]).toMatchObject({
    audio: { deviceId: { exact: 'm' }, echoCancellation: true },
    video: { deviceId: { exact: 'c' } },
  });
});

test('CALL-10 where what was chosen is gone another one is taken; whoever refused is not asked twice', async () => {
  const failing = (name: string) => Object.assign(new Error(name), { name });
  const { media } = make({ microphone: 'm' });
  getUserMedia.mockRejectedValueOnce(failing('OverconstrainedError'));
  expect(await media.open(false)).toBe(true);
  expect(getUserMedia.mock.calls.at(-1)?.[0]).toEqual({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  });
  getUserMedia.mockClear();
  getUserMedia.mockRejectedValueOnce(failing('NotAllowedError'));
  expect(await make({ microphone: 'm' }).media.open(false)).toBe(false);
  expect(getUserMedia).toHaveBeenCalledTimes(1);
});

test('CALL-10 another microphone takes the place of the first one, as silent as that was', async () => {
  const { media } = make();
  await media.open(false);
  media.setMicrophone(false);
  expect(await media.reopen('microphone')).toBe(true);
  expect([states(), media.sending().microphone]).toEqual([['audio ended', 'audio live'], false]);
  media.setMicrophone(true);
  expect(media.sending().microphone).toBe(true);
});

test('CALL-10 a headset that is pulled out gives way to what is left; without any the call says so', async () => {
  const { media, ended } = make();
  await media.open(false);
  given[0]?.unplug();
  await settle();
  expect([ended, media.sending().microphone]).toEqual([[], true]);
  getUserMedia.mockRejectedValue(new Error('NotFoundError'));
  given[1]?.unplug();
  await settle();
  expect([ended, media.sending().microphone]).toEqual([['microphone'], false]);
});

test('CALL-10 the camera is turned: the first one is closed before the other one opens', async () => {
  const { media } = make();
  await media.open(true);
  getUserMedia.mockImplementationOnce(async () => {
    expect(states()).toEqual(['audio live', 'video ended']);
    return new FakeStream([new FakeTrack('video')]);
  });
  expect(await media.turnCamera()).toBe(true);
  expect(getUserMedia.mock.calls.at(-1)?.[0]).toMatchObject({ video: { facingMode: 'environment' } });
  getUserMedia.mockRejectedValueOnce(new Error('NotReadableError'));
  expect(await media.turnCamera()).toBe(false);
  expect(getUserMedia.mock.calls.at(-1)?.[0]).toMatchObject({ video: { facingMode: 'environment' } });
  expect(media.sending().camera).toBe(true);
});

test('CALL-10 where cameras look nowhere in particular the next one is taken', async () => {
  const cameras = ['a', 'b'].map((deviceId) => ({ kind: 'videoinput', deviceId, label: '' }));
  vi.stubGlobal('navigator', { mediaDevices: { getUserMedia, getDisplayMedia, enumerateDevices: async () => cameras } });
  const { media } = make({ camera: 'a' });
  await media.open(true);
  for (const [from, to] of [
    ['a', 'b'],
    ['b', 'a'],
  ] as const) {
    const last = given.at(-1);
    if (last !== undefined) Object.assign(last, { facing: undefined, id: from });
    expect(await media.turnCamera()).toBe(true);
    expect(getUserMedia.mock.calls.at(-1)?.[0]).toMatchObject({ video: { deviceId: { exact: to } } });
  }
});

test('CALL-10 a screen is shown until it is taken back, here or in the bar of the browser', async () => {
  const { media, ended } = make();
  await media.open(false);
  expect(await media.setScreen(true)).toBe(true);
  const { screen } = media.tracks();
  expect([media.sending().screen, screen?.contentHint]).toEqual([true, 'detail']);
  (screen as unknown as FakeTrack).unplug();
  await settle();
  expect([media.sending().screen, ended]).toEqual([false, ['screen']]);
  getDisplayMedia.mockRejectedValueOnce(new Error('NotAllowedError'));
  expect(await media.setScreen(true)).toBe(false);
});

test('CALL-3 what was still being opened when everything ended is closed at once', async () => {
  const { media, changes } = make();
  const opening = media.open(true);
  media.stop();
  expect(await opening).toBe(false);
  expect([states(), changes()]).toEqual([['audio ended', 'video ended'], 0]);
  expect(await media.setCamera(true)).toBe(false);
});

test('CALL-10 a camera that is switched off while it opens stays off', async () => {
  const { media } = make();
  await media.open(false);
  const opening = media.setCamera(true);
  await media.setCamera(false);
  await opening;
  expect([states(), media.sending().camera]).toEqual([['audio live', 'video ended'], false]);
});
