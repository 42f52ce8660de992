/**
 * The PWA build and every Vitest project. `vite build` writes pwa/dist; scripts/build.mjs compresses it afterwards, when the
 * service worker stands too. SANAD_TESTS chooses test files: `fast` leaves out the ones that need a database or minutes, `pg` keeps
 * only those that need a database, `s3` those that need an S3 server (scripts/s3-lane.mjs); without it everything else runs.
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
const endings = choice === 'pg' || choice === 's3' ? `*.${choice}.test.ts` : '*.test.{ts,tsx,mjs}';
// .browser.test.ts files need a real browser and run with the end-to-end tests.
const slow = choice === 'fast' ? ['**/*.pg.test.ts', '**/*.fuzz.test.ts'] : [];
// .s3.test.ts files need an S3 server and run in their own lane.
const lane = choice === 's3' ? [] : ['**/*.s3.test.ts'];
const exclude = ['**/node_modules/**', '**/dist/**', '**/*.browser.test.ts', ...slow, ...lane];

// Vitest reads it where a project has tests with a database.
const dataTemplate = choice === 'fast' ? {} : { globalSetup: at('sync-server/test/support/data-template.ts') };

const project = (name: string, root: string, folders: readonly string[], rest: object = {}): TestProjectConfiguration => ({
  test: {
    name,
    root: at(root),
    include: folders.map((folder) => `${folder}/**/${endings}`),
    exclude,
    testTimeout: 20_000,
    // One process for many files: loading the modules anew for each cost more than the tests. A test cleans up what it changed.
    isolate: false,
    ...rest,
  },
});

/** What needs no page is spared one: making it costs more than most of these tests. A `.test.ts` that does need it says `@vitest-environment jsdom`. */
const pwaProjects: readonly TestProjectConfiguration[] = (['ts', 'tsx'] as const).map((ending) => ({
  plugins: [solid()],
  test: {
    name: ending === 'ts' ? 'pwa' : 'screens',
    root: at('pwa'),
    include: choice === 'pg' || choice === 's3' ? [] : [`src/**/*.test.${ending}`, `test/**/*.test.${ending}`],
    exclude,
    environment: ending === 'ts' ? 'node' : 'jsdom',
    isolate: false,
    pool: 'threads',
    testTimeout: 20_000,
  },
}));

/**
 * A library's way into Node's ciphers, which no browser takes: as a dynamic import it would bring Vite's loader along, which a service worker, being
 * no module, cannot even be parsed with.
 */
const withoutNode = {
  name: 'without-node',
  enforce: 'pre' as const,
  transform: (code: string, id: string) =>
    id.includes('@hpke') ? code.replaceAll('await import("crypto")', 'await Promise.reject(new Error("no Node"))') : undefined,
};

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
        globIgnores: ['**/assets/admin-*'], // online only (ADMIN-2)
        maximumFileSizeToCacheInBytes: 8 << 20, // automerge.wasm has 3.6 MB
        buildPlugins: { vite: [withoutNode] },
      },
      devOptions: { enabled: false },
    }),
  ],
  // Its own build for pages that run no text as code: the other one tries at once whether it may.
  resolve: { alias: [{ find: /^cbor-x$/, replacement: 'cbor-x/index-no-eval' }] },
  worker: { format: 'es' },
  build: {
    outDir: at('pwa/dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the content security policy allows no data: fonts or scripts
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // A chunk for each combination of pages that share something made 270 of them, half below 1 kB: the first visit fetched and stored every one.
        // Few files cost a page some kilobytes that another page needs.
        // Such chunks import one another in rings: without this, some page meets a library before it has run.
        strictExecutionOrder: true,
        // Pages of the administration, by their name left out of what the service worker keeps; what they share with others is kept.
        chunkFileNames: ({ name, facadeModuleId }) =>
          `assets/${facadeModuleId?.includes('/features/admin/') ? 'admin-' : ''}${name.split('~')[0]}-[hash].js`,
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], priority: 2 }, // what the first paint needs, and nothing else
            { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 60_000, priority: 1 },
          ],
        },
      },
    },
    chunkSizeWarningLimit: 1024,
  },
  server: { port: 5173, proxy: { '/api': behindProxy, '/sync': { ...behindProxy, ws: true } } },
  test: {
    passWithNoTests: true,
    // Tests with a server wait more than they work: two files at a time, also where Vitest would choose one (two cores).
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      project('model', 'packages/model', ['src', 'test']),
      project('headless', 'packages/headless', ['src', 'test'], { ...dataTemplate, testTimeout: 300_000, hookTimeout: 120_000 }),
      project('sync-server', 'sync-server', ['src', 'test'], { ...dataTemplate, testTimeout: 60_000, hookTimeout: 120_000 }),
      ...pwaProjects,
      project('house', '.', ['scripts'], { testTimeout: 60_000 }),
    ],
  },
});
