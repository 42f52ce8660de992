/**
 * The PWA build and every Vitest project. `vite build` writes pwa/dist; scripts/build.mjs compresses it afterwards, when the
 * service worker stands too. SANAD_TESTS chooses test files: `fast` leaves out the ones that need a database or minutes, `pg` keeps
 * only those that need a database; without it everything runs.
 */
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { VitePWA } from 'vite-plugin-pwa';
import solid from 'vite-plugin-solid';
import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

const at = (path: string) => resolve(import.meta.dirname, path);
const server = `http://localhost:${process.env['PORT'] ?? '8787'}`;
// The server refuses a foreign Origin; behind the development proxy the page's origin is the proxy's.
const behindProxy = { target: server, headers: { origin: server } };

const choice = process.env['SANAD_TESTS'];
const endings = choice === 'pg' ? '*.pg.test.ts' : '*.test.{ts,tsx,mjs}';
// .browser.test.ts files need a real browser and run with the end-to-end tests.
const slow = choice === 'fast' ? ['**/*.pg.test.ts', '**/*.fuzz.test.ts'] : [];
const exclude = ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts', ...slow];

const project = (name: string, root: string, folders: readonly string[], rest: object = {}): TestProjectConfiguration => ({
  test: {
    name,
    root: at(root),
    include: folders.map((folder) => `${folder}/**/${endings}`),
    exclude,
    testTimeout: 20_000,
    ...rest,
  },
});

export default defineConfig({
  root: at('pwa'),
  plugins: [
    solid(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/sw',
      filename: 'sw.ts',
      injectRegister: false,
      manifest: false, // pwa/public/manifest.webmanifest
      injectManifest: {
        globPatterns: ['**/*.{js,css,html,svg,png,webmanifest,wasm,woff2}'],
        maximumFileSizeToCacheInBytes: 8 << 20, // automerge.wasm has 3.6 MB
      },
      devOptions: { enabled: false },
    }),
  ],
  worker: { format: 'es' },
  build: {
    outDir: at('pwa/dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: fonts or scripts
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1024,
  },
  server: { port: 5173, proxy: { '/api': behindProxy, '/sync': { ...behindProxy, ws: true } } },
  test: {
    passWithNoTests: true,
    // Tests with a server wait more than they work: two files at a time, also where Vitest would choose one (two cores).
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      project('model', 'packages/model', ['src', 'test']),
      project('headless', 'packages/headless', ['src', 'test'], { testTimeout: 120_000, hookTimeout: 60_000 }),
      project('sync-server', 'sync-server', ['src', 'test'], { testTimeout: 30_000, hookTimeout: 60_000 }),
      {
        plugins: [solid()],
        test: {
          name: 'pwa',
          root: at('pwa'),
          include: [`src/**/${endings}`, `test/**/${endings}`],
          exclude,
          environment: 'jsdom',
          testTimeout: 20_000,
        },
      },
      project('house', '.', ['scripts'], { testTimeout: 60_000 }),
    ],
  },
});
