/** What makes the page an app: it installs, opens without a network, starts light, updates when asked, and runs nothing foreign. */
import { gzipSync } from 'node:zlib';
import { expect, type Page, type Request } from '@playwright/test';
import { openChangingProxy } from './support/changing-proxy.ts';
import { isInstalled, message, send, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { type Colleagues, enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'install' });
test.describe.configure({ mode: 'serial' });

/** ≤ 90 kB gz of scripts before something is seen. */
const firstPaintBudget = 90_000;

const refused: string[] = [];
let salma: Page;
let amel: Page;

/** Whatever the policy refuses, in pages, workers and the service worker, from the first page of this file to the last. */
async function watchPolicy(page: Page): Promise<void> {
  page.context().on('console', (line) => {
    if (/Content Security Policy|TrustedHTML|TrustedScript/.test(line.text())) refused.push(line.text());
  });
  await page.context().addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      console.error(
        `Content Security Policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`,
      ),
    );
  });
}

test.beforeAll(async ({ browser, server }) => {
  ({ salma, amel } = (await enrolTwo(browser, server, {}, watchPolicy)) satisfies Colleagues);
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Lisible sans réseau', 'Important');
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

interface Manifest {
  readonly name: string;
  readonly start_url: string;
  readonly scope: string;
  readonly display: string;
  readonly id: string;
  readonly icons: readonly { readonly src: string; readonly sizes: string; readonly type: string; readonly purpose: string }[];
  readonly shortcuts: readonly { readonly url: string }[];
}

test('the manifest has what an installation needs, and its icons are images of their size', async ({ server }) => {
  const href = await amel.locator('link[rel="manifest"]').getAttribute('href');
  const answer = await amel.request.get(new URL(href ?? '', server.url).href);
  expect(answer.headers()['content-type']).toContain('manifest+json');
  const manifest: Manifest = await answer.json();
  expect(manifest).toMatchObject({ id: '/', name: 'SANAD', start_url: '/', scope: '/', display: 'standalone' });
  expect(manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual(
    expect.arrayContaining(['192x192 any', '512x512 any', '512x512 maskable']),
  );
  expect(manifest.shortcuts.map(({ url }) => url)).toEqual(['/new', '/directory']);
  for (const { src, sizes } of [...manifest.icons, { src: '/icons/apple-touch-icon.png', sizes: '180x180' }]) {
    const width = await amel.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return image.naturalWidth;
    }, src);
    if (sizes !== 'any') expect(`${width}x${width}`, src).toBe(sizes);
  }
});

test('an address opens without a network, also in a new window', async () => {
  await isInstalled(amel);
  const address = amel.url();
  expect(address).toContain('/c/');
  await amel.context().setOffline(true);
  const window = await amel.context().newPage();
  await window.goto(address);
  await expect(message(window, 'Lisible sans réseau')).toBeVisible();
  await window.goto(new URL('/directory', address).href);
  await expect(window.getByText('Salma Administratrice').first()).toBeVisible();
  await window.close();
  await amel.context().setOffline(false);
});

const startOf = (request: Request): number => request.timing().startTime;

/** When this page first showed something, on the clock of `Request.timing`. */
const firstPaintMs = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        new PerformanceObserver((list, observer) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint === undefined) return;
          observer.disconnect();
          done(performance.timeOrigin + paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );

test('something is seen before automerge.wasm is asked for', async () => {
  const asked: Request[] = [];
  const note = (request: Request) => {
    if (request.url().endsWith('.wasm') && request.serviceWorker() === null) asked.push(request);
  };
  amel.context().on('request', note);
  await amel.reload();
  await expect(message(amel, 'Lisible sans réseau')).toBeVisible();
  amel.context().off('request', note);
  expect(asked).not.toHaveLength(0);
  const seenAt = await firstPaintMs(amel);
  for (const request of asked) expect(startOf(request)).toBeGreaterThan(seenAt);
});

test('scripts before the first paint stay within 90 kB', async ({ browser, server }) => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(server.url);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const seenAt = await firstPaintMs(page);
  // The engine's worker runs beside the page and does not hold up the paint: resource timing of the page does not list what it loads.
  const scripts = await page.evaluate(
    (limit) =>
      performance
        .getEntriesByType('resource')
        .filter((entry) => performance.timeOrigin + entry.startTime < limit && new URL(entry.name).pathname.endsWith('.js'))
        .map((entry) => entry.name),
    seenAt,
  );
  const sizes = await Promise.all(
    scripts
      .filter((name) => !name.includes('engine.worker'))
      .map(async (name) => gzipSync(await (await page.request.get(name)).body()).length),
  );
  expect(sizes.length).toBeGreaterThan(2);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  test.info().annotations.push({ type: 'first paint', description: `${sizes.length} scripts, ${total} bytes gz` });
  expect(total).toBeLessThanOrEqual(firstPaintBudget);
  await context.close();
});

test('a new version offers itself and waits to be asked', async ({ browser, server }) => {
  const proxy = await openChangingProxy(server.url);
  const context = await browser.newContext({ locale: 'fr-FR' });
  const page = await context.newPage();
  await page.goto(`${proxy.url}/sign-in`);
  await isInstalled(page);
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Bonjour.' })).toBeVisible();
  await page.evaluate(() => Reflect.set(window, 'sameDocument', true));
  proxy.change('a later version');
  await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  const offer = page.getByText('Une nouvelle version est prête.');
  await expect(offer).toBeVisible();

  // Not while somebody types, and never by itself.
  await page.getByLabel('E-mail ou matricule').click();
  await expect(offer).toBeHidden();
  await page.getByLabel('E-mail ou matricule').fill('M-1002');
  await page.getByRole('heading', { name: 'Bonjour.' }).click();
  await page.getByLabel('E-mail ou matricule').blur();
  await expect(offer).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, 'sameDocument'))).toBe(true);
  await expect(page.getByLabel('E-mail ou matricule')).toHaveValue('M-1002');

  const reloaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Mettre à jour' }).click();
  await reloaded;
  expect(await page.evaluate(() => Reflect.get(window, 'sameDocument'))).toBeUndefined();
  await expect(page.getByRole('heading', { name: 'Bonjour.' })).toBeVisible();
  await expect(offer).toBeHidden();
  await context.close();
  await proxy.close();
});

test('nothing foreign may run, and nothing of ours was refused on the way', async ({ server }) => {
  const policy = (await amel.request.get(server.url)).headers()['content-security-policy'] ?? '';
  for (const directive of [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
  ])
    expect(policy).toContain(directive);
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);

  for (const path of ['/', '/new', '/directory', '/settings/profile', '/settings/language', '/settings/theme', '/nowhere']) {
    await amel.goto(`${server.url}${path}`);
    await expect(amel.getByRole('main')).toBeVisible();
  }
  await amel.goto(`${server.url}/settings`);
  await amel.getByRole('button', { name: 'Se déconnecter de cet appareil' }).click();
  await expect(amel.getByRole('dialog')).toBeVisible();
  await amel.keyboard.press('Escape');
  await salma.goto(server.url);
  await salma
    .getByRole('link', { name: /Amel Nour/ })
    .first()
    .click();
  await send(salma, '<img src=x onerror=alert(1)><script>alert(2)</script>', 'Urgent');
  await expect(message(salma, '<img src=x')).toBeVisible();
  expect(refused).toEqual([]);
  const markup = '<img src=x onerror=alert(1)>';
  await expect(salma.evaluate((html) => document.body.insertAdjacentHTML('beforeend', html), markup)).rejects.toThrow(
    'refused markup',
  );
});
