// @vitest-environment jsdom
import { afterEach, expect, test, vi } from 'vitest';
import { chooseDevice, chosenDevices, listDevices } from './devices.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

test('CALL-10 what was chosen is kept on this device until it is taken back', () => {
  expect(chosenDevices()).toEqual({ microphone: undefined, camera: undefined, speaker: undefined });
  expect(chooseDevice('speaker', 'headset')).toBe(true);
  expect(chosenDevices().speaker).toBe('headset');
  chooseDevice('speaker', undefined);
  expect(chosenDevices().speaker).toBeUndefined();
  localStorage.setItem('sanad.camera', 'x'.repeat(1_000));
  expect(chosenDevices().camera).toBeUndefined();
});

test('devices are listed by what they do; without a permission browsers name none', async () => {
  const found = [
    { kind: 'audioinput', deviceId: 'm', label: 'Microphone' },
    { kind: 'videoinput', deviceId: 'c', label: 'Camera' },
    { kind: 'audiooutput', deviceId: 's', label: '' },
    { kind: 'videoinput', deviceId: '', label: '' },
  ];
  vi.stubGlobal('navigator', { mediaDevices: { enumerateDevices: async () => found } });
  expect((await listDevices()).map(({ kind, id }) => [kind, id])).toEqual([
    ['microphone', 'm'],
    ['camera', 'c'],
    ['speaker', 's'],
  ]);
  vi.stubGlobal('navigator', {});
  expect(await listDevices()).toEqual([]);
});
