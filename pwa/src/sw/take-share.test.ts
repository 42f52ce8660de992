// @vitest-environment node
import { beforeEach, expect, test, vi } from 'vitest';
import { keepShare, keptShare, maxSharedFiles } from '../platform/share.ts';
import { parseShare, readForm, sharePlace, takeShare } from './take-share.ts';

const device = { isOwn: true, ring: {} as object };
vi.mock('../platform/worker-notes.ts', () => ({ isOwnDevice: async () => device.isOwn }));
vi.mock('../platform/database.ts', () => ({
  openKeys: async () => ({
    get: async (_store: string, name: string) => (name === 'ring' ? device.ring : undefined),
    close() {},
  }),
}));
vi.mock('../platform/share.ts', async (original) => ({
  ...(await original<typeof import('../platform/share.ts')>()),
  keepShare: vi.fn(async () => undefined),
  dropShare: async () => undefined,
}));

const open = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt']);
beforeEach(() => {
  vi.clearAllMocks();
  device.isOwn = true;
  device.ring = { open };
});

type Fields = Readonly<Record<string, string>>;
function formOf(fields: Fields, ...files: readonly File[]): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append('files', file);
  return form;
}
const requestOf = (body: BodyInit): Request => new Request('https://sanad.test/share', { method: 'POST', body });
const file = (name: string, length = 3): File => new File([new Uint8Array(length)], name);

test.each<[string, Fields, string]>([
  ['a title that the text repeats', { title: 'Garde', text: 'Garde de nuit' }, 'Garde de nuit'],
  ['an address beside the text', { title: '', text: 'Lire', url: 'https://a.test/x' }, 'Lire\nhttps://a.test/x'],
  ['an address within the text', { text: 'Lire https://a.test/x', url: 'https://a.test/x' }, 'Lire https://a.test/x'],
  ['an address alone', { url: ' https://a.test/x ' }, 'https://a.test/x'],
])('words of a share: %s', (_what, fields, text) => {
  expect(parseShare(formOf(fields))).toMatchObject({ text, files: [] });
});

test('files keep their names, the end of a long one; a field that is no file, and an empty choice, count as none', () => {
  const form = formOf({ files: 'text' }, file('a.pdf'), file('', 0), file(`${'x'.repeat(400)}.jpg`));
  const share = parseShare(form);
  if (typeof share === 'string') throw new Error(share);
  expect(share.files.map(({ name, blob }) => [name.length, name.slice(-4), blob.size])).toEqual([
    [5, '.pdf', 3],
    [255, '.jpg', 3],
  ]);
});

test('too many files, too many words, and nothing at all are refused', () => {
  const many = Array.from({ length: maxSharedFiles + 1 }, (_, i) => file(`${i}.txt`));
  expect(parseShare(formOf({}, ...many))).toBe('too-much');
  expect(parseShare(formOf({ text: 'x'.repeat(16_001) }))).toBe('too-much');
  expect(parseShare(formOf({ title: ' ' }))).toBe('unreadable');
});

test('a body is counted while it comes in', async () => {
  const request = () => requestOf(formOf({}, file('a.bin', 5_000)));
  expect((await readForm(request(), 10_000)).getAll('files').length).toBe(1);
  await expect(readForm(request(), 4_000)).rejects.toThrow();
});

test('on a device of her own without a lock it is kept', async () => {
  expect(await takeShare(requestOf(formOf({ text: 'x' }, file('a.pdf'))), 7)).toBeUndefined();
  expect(keepShare).toHaveBeenCalledWith(sharePlace, expect.objectContaining({ text: 'x' }), 7);
});

test('what is no form is refused', async () => {
  expect(await takeShare(requestOf('no form'), 7)).toBe('unreadable');
  expect(keepShare).not.toHaveBeenCalled();
});

const locked = { binding: open, record: new Uint8Array(1), failed: 0, lastAtMs: 0 };
test.each<[string, boolean, object]>([
  ['nobody is signed in, or others use this computer', false, { open }],
  ['the profile has an app lock', true, { locked }],
  ['a lock is being set', true, { open, locked }],
  ['there is no key', true, {}],
])('nothing is kept, and its body not read, when %s', async (_what, isOwn, ring) => {
  Object.assign(device, { isOwn, ring });
  const request = requestOf(formOf({ text: 'x' }));
  expect(await takeShare(request, 7)).toBe('not-kept');
  expect([vi.mocked(keepShare).mock.calls.length, request.bodyUsed]).toEqual([0, false]);
});

test('without a cache there is no share', async () => {
  expect(await keptShare(sharePlace, 7)).toBeUndefined();
});
