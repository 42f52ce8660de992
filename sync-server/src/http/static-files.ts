/**
 * The built PWA (HTTP-11): files listed once at start, so that a path is looked up and never joined to a folder. Precompressed forms
 * (`.br`, `.gz`) are chosen by Accept-Encoding; hashed assets are immutable, the shell and the service worker are never cached.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, relative, sep } from 'node:path';
import { Hono } from 'hono';
import type { AppEnv } from './context.ts';

interface StaticFile {
  readonly path: string;
  readonly type: string;
  readonly cache: string;
  readonly etag: string;
  readonly encodings: readonly ('br' | 'gzip')[];
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};
const SUFFIX = { br: '.br', gzip: '.gz' } as const;
const immutable = 'public, max-age=31536000, immutable';

/** Next to this package, whether it runs from sources or from the bundle. */
export function findStaticDir(configured: string | undefined): string | undefined {
  if (configured !== undefined) return existsSync(join(configured, 'index.html')) ? configured : undefined;
  for (let dir = import.meta.dirname; ; dir = dirname(dir)) {
    const candidate = join(dir, 'pwa', 'dist');
    if (existsSync(join(candidate, 'index.html'))) return candidate;
    if (dir === dirname(dir)) return undefined;
  }
}

function listFiles(root: string): ReadonlyMap<string, StaticFile> {
  const files = new Map<string, StaticFile>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const extension = extname(path);
    const type = TYPES[extension];
    if (!entry.isFile() || type === undefined) continue;
    const url = `/${relative(root, path).split(sep).join('/')}`;
    const encodings = (['br', 'gzip'] as const).filter((encoding) => existsSync(path + SUFFIX[encoding]));
    // Vite's hashed names stand in assets/ alone.
    const cache = url.startsWith('/assets/') ? immutable : 'no-cache';
    const etag = `"${createHash('sha256').update(readFileSync(path)).digest('base64url').slice(0, 22)}"`;
    files.set(url, { path, type, cache, etag, encodings });
  }
  return files;
}

/** Navigations to any other path get the shell: the app routes by itself, also for deep links. */
export function staticFiles(root: string | undefined): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const files = root === undefined ? new Map<string, StaticFile>() : listFiles(root);
  const shell = files.get('/index.html');
  routes.get('*', async (c) => {
    const { path } = c.req;
    const isNavigation = extname(path) === '' && (c.req.header('accept') ?? '').includes('text/html');
    const file = files.get(path) ?? (path === '/' || isNavigation ? shell : undefined);
    if (file === undefined) return c.text(root === undefined ? 'The app is not built.' : 'Not found', 404);
    const headers: Record<string, string> = { etag: file.etag, 'cache-control': file.cache, vary: 'accept-encoding' };
    if (c.req.header('if-none-match') === file.etag) return c.body(null, 304, headers);
    const accepted = (c.req.header('accept-encoding') ?? '').split(',').map((item) => item.split(';')[0]?.trim());
    const encoding = file.encodings.find((candidate) => accepted.includes(candidate));
    headers['content-type'] = file.type;
    if (encoding !== undefined) headers['content-encoding'] = encoding;
    const body = await readFile(encoding === undefined ? file.path : file.path + SUFFIX[encoding]);
    return c.body(new Uint8Array(body), 200, headers);
  });
  return routes;
}
