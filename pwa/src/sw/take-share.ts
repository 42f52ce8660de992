/**
 * What the system's share sheet posts to SANAD. Any page may post here as well: nothing is sent, it is kept until somebody chooses where it goes, or
 * not at all. Bounded while it comes in; what is wrong with it is said on the page that opens.
 */
import { openKeys } from '../platform/database.ts';
import { parseKeyRing } from '../platform/key-ring.ts';
import { firstProfile, type PlaceName, placesOf } from '../platform/profile-place.ts';
import { isFull } from '../platform/rows.ts';
import {
  dropShare,
  keepShare,
  maxSharedCharacters,
  maxSharedFiles,
  maxSharedNameCharacters,
  type Share,
  type ShareRefusal,
} from '../platform/share.ts';
import { isOwnDevice } from '../platform/worker-notes.ts';

export const maxSharedBytes = 256 * 1024 * 1024;

/** Only a device of one's own takes one: its profile is the one without a name. */
export const sharePlace = placesOf(firstProfile);

/** Undefined: it is kept, in the place of the one before. */
export async function takeShare(request: Request, nowMs: number): Promise<ShareRefusal | undefined> {
  try {
    if (!(await mayKeep(sharePlace))) return 'not-kept';
    const share = parseShare(await readForm(request));
    if (typeof share === 'string') return share;
    await keepShare(sharePlace, share, nowMs);
    return undefined;
  } catch (cause) {
    await dropShare(sharePlace).catch(() => undefined);
    return isFull(cause) || cause instanceof TooMuch ? 'too-much' : 'unreadable';
  }
}

async function mayKeep(place: PlaceName): Promise<boolean> {
  if (!(await isOwnDevice())) return false;
  const db = await openKeys(place);
  try {
    const { open, locked } = parseKeyRing(await db.get('keys', 'ring'), await db.get('keys', 'local'));
    return open !== undefined && locked === undefined;
  } finally {
    db.close();
  }
}

class TooMuch extends Error {}

/** Counted while it comes in: the length that somebody declares is her word. */
export async function readForm(request: Request, maxBytes = maxSharedBytes): Promise<FormData> {
  if (request.body === null) return request.formData();
  let bytes = 0;
  const counted = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(part, controller) {
      bytes += part.length;
      if (bytes > maxBytes) controller.error(new TooMuch());
      else controller.enqueue(part);
    },
  });
  const headers = { 'content-type': request.headers.get('content-type') ?? '' };
  try {
    return await new Response(request.body.pipeThrough(counted), { headers }).formData();
  } catch (cause) {
    // Some browsers hide what broke a body.
    throw bytes > maxBytes ? new TooMuch() : cause;
  }
}

export function parseShare(form: FormData): Share | Exclude<ShareRefusal, 'not-kept'> {
  // A form without a choice posts an empty file without a name.
  const files = form
    .getAll('files')
    .flatMap((value) => (typeof value === 'string' || (value.size === 0 && value.name === '') ? [] : [value]));
  const field = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const text = wordsOf([field('title'), field('text'), field('url')]);
  if (files.length > maxSharedFiles || text.length > maxSharedCharacters) return 'too-much';
  if (files.length === 0 && text === '') return 'unreadable';
  const named = files.map((file) => ({ blob: file, name: file.name.slice(-maxSharedNameCharacters) }));
  return { id: crypto.randomUUID(), text, files: named };
}

/** Apps repeat the title in the text, and the address as well. */
const wordsOf = (parts: readonly string[]): string =>
  parts.reduce((words, part) => {
    if (words.includes(part)) return words;
    return part.includes(words) ? part : `${words}\n${part}`;
  });
