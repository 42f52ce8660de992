/** A file of this machine as something to be attached: read piece by piece, never whole. */
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import type { FileSource, NewFile } from '@sanad/model/engine/api';

const TYPES: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.pdf': 'application/pdf',
  '.txt': 'text/plain',
  '.zip': 'application/zip',
  '.dcm': 'application/dicom',
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
};

/** Undefined: there is no such file, or it is none. `close` ends reading. */
export async function openPath(path: string): Promise<{ readonly file: NewFile; close(): Promise<void> } | undefined> {
  const handle = await open(path, 'r').catch(() => undefined);
  const facts = await handle?.stat();
  if (handle === undefined || facts?.isFile() !== true) {
    await handle?.close();
    return undefined;
  }
  const source: FileSource = {
    size: facts.size,
    slice: (from, to) => ({
      async arrayBuffer() {
        const bytes = new Uint8Array(to - from);
        const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
        return bytesRead === bytes.length ? bytes.buffer : bytes.buffer.slice(0, bytesRead);
      },
    }),
  };
  const type = TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream';
  return { file: { source, name: basename(path), type }, close: () => handle.close() };
}
