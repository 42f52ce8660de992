import { createRoot } from 'solid-js';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createVoicePlayer, type Sound, type VoicePlayer, type VoiceTrack } from './voice-player.ts';

/** An audio element that plays nothing and says what it was asked. */
function makeSound() {
  const listeners = new Map<string, () => void>();
  const sound = {
    src: '',
    currentTime: 0,
    playbackRate: 1,
    error: null as MediaError | null,
    isPlaying: false,
    play: async () => {
      if (sound.error !== null) throw new DOMException('no', 'NotSupportedError');
      sound.isPlaying = true;
    },
    pause: () => {
      if (!sound.isPlaying) return;
      sound.isPlaying = false;
      listeners.get('pause')?.();
    },
    addEventListener: (name: string, listener: () => void) => void listeners.set(name, listener),
    removeAttribute: () => {
      sound.src = '';
    },
    load: () => undefined,
    say: (name: string) => listeners.get(name)?.(),
  };
  return sound;
}

const track = (id: string, load: VoiceTrack['load'] = async () => new Blob(['voice'])): VoiceTrack => ({
  id,
  title: 'Amel Nour',
  durationMs: 24_000,
  load,
});

let sound: ReturnType<typeof makeSound>;
let player: VoicePlayer;
let dispose: () => void;
beforeEach(() => {
  vi.spyOn(URL, 'createObjectURL').mockImplementation(() => 'blob:voice');
  vi.spyOn(URL, 'revokeObjectURL').mockImplementation(() => undefined);
  sound = makeSound();
  createRoot((end) => {
    dispose = end;
    player = createVoicePlayer(sound as unknown as Sound);
  });
});
afterEach(() => {
  dispose();
  vi.restoreAllMocks();
});

test('one note at a time: another one ends the first, and begins at its own beginning', async () => {
  await player.play(track('a'));
  sound.currentTime = 7;
  sound.say('timeupdate');
  expect([player.state(), player.positionMs()]).toEqual(['playing', 7000]);
  await player.play(track('b'));
  expect([player.track()?.id, player.positionMs(), player.state()]).toEqual(['b', 0, 'playing']);
});

test('paused and gone on, it is fetched once', async () => {
  const load = vi.fn(async () => new Blob(['voice']));
  await player.play(track('a', load));
  player.pause();
  expect([player.state(), sound.isPlaying]).toEqual(['paused', false]);
  await player.play(track('a', load));
  expect([player.state(), load.mock.calls.length]).toEqual(['playing', 1]);
});

test('what arrives after another note was asked for is not played', async () => {
  let arrive: (blob: Blob) => void = () => undefined;
  const slow = player.play(
    track(
      'slow',
      () =>
        new Promise((done) => {
          arrive = done;
        }),
    ),
  );
  expect(player.state()).toBe('loading');
  await player.play(track('quick'));
  arrive(new Blob(['late']));
  await slow;
  expect([player.track()?.id, player.state()]).toEqual(['quick', 'playing']);
});

test('the speed is kept from one note to the next', async () => {
  await player.play(track('a'));
  player.nextRate();
  expect([player.rate(), sound.playbackRate]).toEqual([1.5, 1.5]);
  await player.play(track('b'));
  expect(sound.playbackRate).toBe(1.5);
  player.nextRate();
  player.nextRate();
  expect(player.rate()).toBe(1);
});

test('a place in it stays within it', async () => {
  await player.play(track('a'), 12_000);
  expect(sound.currentTime).toBe(12);
  player.seek(90_000);
  expect([player.positionMs(), sound.currentTime]).toEqual([24_000, 24]);
});

test('it says what cannot be had here and what cannot be played', async () => {
  await player.play(track('a', async () => undefined));
  expect(player.state()).toBe('gone');
  sound.error = {} as MediaError;
  await player.play(track('b'));
  expect(player.state()).toBe('unplayable');
});

test('at its end, and with its owner, it is silent and lets the bytes go', async () => {
  await player.play(track('a'));
  sound.say('ended');
  expect(player.track()).toBeUndefined();
  await player.play(track('b'));
  dispose();
  expect([sound.isPlaying, sound.src]).toEqual([false, '']);
  expect(URL.revokeObjectURL).toHaveBeenCalledTimes(2);
});
