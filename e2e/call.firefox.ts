/** A colleague with Firefox and one with Chromium: she is enrolled, they write, they call one another in both directions. */
import { type Browser, chromium, expect, firefox, type Page } from '@playwright/test';
import { newBrowser } from './support/browsers.ts';
import { bytesHeard, watchConnections } from './support/connections.ts';
import { approve, askForAccess, createHospital, message, send, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { firstAdminLink } from './support/two-colleagues.ts';

test.use({ hospital: 'firefox' });

/** A microphone and a camera that are none, without a question. On one machine there may be no address but loopback. */
const preferences = {
  'media.navigator.streams.fake': true,
  'media.navigator.permission.disabled': true,
  'media.peerconnection.ice.loopback': true,
  'media.peerconnection.ice.obfuscate_host_addresses': false,
};
const args = ['--disable-quic', '--no-first-run', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const withPath = (path: string | undefined) => (path === undefined ? {} : { executablePath: path });

let browsers: readonly [Browser, Browser];
test.beforeAll(async () => {
  browsers = [
    await chromium.launch({ args, ...withPath(process.env['CHROMIUM']) }),
    await firefox.launch({ channel: 'moz-firefox', firefoxUserPrefs: preferences, ...withPath(process.env['FIREFOX']) }),
  ];
});
test.afterAll(async () => {
  for (const browser of browsers ?? []) await browser.close();
});

async function newPage(browser: Browser): Promise<Page> {
  const page = await newBrowser(browser);
  await watchConnections(page);
  return page;
}

test('CALL-3, CALL-5 a call between Firefox and Chromium, whoever begins: both hear one another', async ({ server }) => {
  const [salma, amel] = [await newPage(browsers[0]), await newPage(browsers[1])];
  await createHospital(salma, firstAdminLink(server));
  await askForAccess(amel, server.url, 'Amel Nour');
  await approve(salma, amel, 'Amel Nour');
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Je vous appelle de Firefox');
  await writeTo(salma, 'Amel Nour');
  await expect(message(salma, 'Je vous appelle de Firefox')).toBeVisible();
  await send(salma, 'Je vous réponds de Chromium');
  await expect(message(amel, 'Je vous réponds de Chromium')).toBeVisible();
  for (const [caller, callee] of [
    [salma, amel],
    [amel, salma],
  ] as const) {
    await caller.getByRole('button', { name: 'Appeler', exact: true }).click();
    await callee.getByRole('dialog', { name: 'Appel entrant' }).getByRole('button', { name: 'Répondre' }).click();
    const goingOn = (page: Page) => page.getByRole('dialog', { name: 'Appel en cours' });
    for (const page of [caller, callee]) await expect(goingOn(page)).toContainText(/\d:\d\d/);
    for (const page of [caller, callee]) {
      const before = await bytesHeard(page);
      await expect.poll(() => bytesHeard(page)).toBeGreaterThan(before + 500);
    }
    await goingOn(caller).getByRole('button', { name: 'Raccrocher' }).click();
    for (const page of [caller, callee]) await expect(goingOn(page)).toHaveCount(0);
    for (const page of [caller, callee]) await expect(page.locator('.call-end')).toHaveCount(0);
  }
});
