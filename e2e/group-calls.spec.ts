/** A call of a group with four people: started, seen and joined late, heard by all, hands, silence asked for, left, removed from. */
import { type Browser, expect, type Locator, type Page } from '@playwright/test';
import { faults } from './support/accessible.ts';
import { newBrowser } from './support/browsers.ts';
import { heardFrom, seenFrom, watchConnections } from './support/connections.ts';
import { makeGroup, send } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolWard } from './support/two-colleagues.ts';

test.use({ hospital: 'group-calls' });
// Four browsers and twelve connections on two cores, beside another file.
test.describe.configure({ mode: 'serial', timeout: 120_000 });

const ward = 'Réanimation – équipe';
let salma: Page;
let amel: Page;
let karim: Page;
let nadia: Page;
let all: readonly Page[] = [];

async function newPage(browser: Browser, width: number, height: number): Promise<Page> {
  const page = await newBrowser(browser, { viewport: { width, height } });
  await watchConnections(page);
  // Four browsers share what one phone has: small pictures, few of them.
  await page.addInitScript(() => {
    const { mediaDevices } = navigator;
    const original = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (wanted = {}) =>
      original({ ...wanted, ...(wanted.video ? { video: { width: 160, height: 120, frameRate: 5 } } : {}) });
    const screen = mediaDevices.getDisplayMedia.bind(mediaDevices);
    mediaDevices.getDisplayMedia = (wanted = {}) => screen({ ...wanted, video: { width: 320, height: 180, frameRate: 5 } });
  });
  return page;
}
const inCall = (page: Page): Locator => page.getByRole('dialog', { name: 'Appel de groupe' });
const tiles = (page: Page): Locator => inCall(page).locator('.call-tile');
const tile = (page: Page, name: string): Locator => tiles(page).filter({ hasText: name });
const press = (page: Page, name: string): Promise<void> => inCall(page).getByRole('button', { name, exact: true }).click();
const row = (page: Page): Locator => page.getByRole('link', { name: new RegExp(ward) }).first();
const join = (page: Page): Promise<void> => page.getByRole('button', { name: 'Rejoindre', exact: true }).click();

async function expectVoices(count: number, ...pages: readonly Page[]): Promise<void> {
  for (const page of pages) await expect.poll(() => heardFrom(page), { timeout: 30_000 }).toBe(count);
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(180_000);
  [salma, amel, karim] = [await newPage(browser, 1280, 800), await newPage(browser, 900, 640), await newPage(browser, 900, 640)];
  nadia = await newPage(browser, 390, 844);
  all = [salma, amel, karim, nadia];
  await enrolWard(salma, [amel, karim, nadia], server);
  await amel.goto(server.url);
  await makeGroup(amel, ['Karim Ziadi', 'Nadia Ferjani', 'Salma'], ward);
  await send(amel, 'Bonjour à tous');
  for (const page of [salma, karim, nadia]) {
    await page.goto(server.url);
    await expect(row(page)).toContainText('Bonjour à tous');
  }
});
test.afterAll(async () => {
  for (const page of all) await page?.context().close();
});

test('GROUPCALL-2 one starts it, nobody is rung, all see it and may join late; then each hears the three others', async () => {
  await amel.getByRole('button', { name: 'Appeler le groupe' }).click();
  await expect(inCall(amel)).toContainText('Personne d’autre pour le moment');
  for (const page of [salma, karim, nadia]) await expect(row(page)).toContainText('Appel en cours – 1 personne');
  await row(karim).click();
  await join(karim);
  await expect(tiles(amel)).toHaveCount(2);
  await expectVoices(1, amel, karim);
  await row(salma).click();
  await expect(salma.getByRole('region', { name: 'Appel de groupe' })).toContainText('Appel en cours – 2 personnes');
  await join(salma);
  await row(nadia).click();
  await nadia.getByRole('button', { name: 'Rejoindre l’appel' }).first().click();
  for (const page of all) await expect(tiles(page)).toHaveCount(4);
  await expectVoices(3, ...all);
  for (const page of all) await expect(inCall(page)).toContainText('4 personnes');
  expect(await faults(nadia), 'phone').toEqual([]);
});

test('GROUPCALL-8 a camera is seen by the three others, also by who looks at her large, and by nobody who reads', async () => {
  await press(karim, 'Caméra');
  for (const page of [salma, amel, nadia]) {
    await expect(tile(page, 'Karim').locator('video')).toBeVisible();
    await expect.poll(() => seenFrom(page), { timeout: 30_000 }).toBe(1);
  }
  await press(nadia, 'Voir en grand qui parle');
  await expect(inCall(nadia).locator('[data-view="stage"] > [data-stage]')).toHaveCount(1);
  await press(nadia, 'Voir tout le monde côte à côte');
  await press(nadia, 'Réduire l’appel');
  await expect(nadia.getByRole('region', { name: 'Appel de groupe' })).toContainText('4 personnes');
  await send(nadia, 'Je vous écoute');
  await expect.poll(() => seenFrom(nadia), { timeout: 30_000 }).toBe(0);
  await expectVoices(3, nadia);
  await nadia.getByTitle('Revenir à l’appel').click();
  await expect.poll(() => seenFrom(nadia), { timeout: 30_000 }).toBe(1);
});

test('GROUPCALL-8 a screen is seen by the three others, until it is taken back', async () => {
  await press(amel, 'Écran');
  for (const page of [salma, karim, nadia]) {
    await expect(tile(page, 'Amel').getByRole('img', { name: 'Montre son écran' })).toBeVisible();
    const picture = tile(page, 'Amel').locator('video[data-source="screen"]');
    await expect
      .poll(() => picture.evaluate((video: HTMLVideoElement) => video.videoWidth), { timeout: 30_000 })
      .toBeGreaterThan(2);
  }
  await press(amel, 'Écran');
  for (const page of [salma, karim, nadia]) await expect(tile(page, 'Amel').locator('video')).toHaveCount(0);
  await expectVoices(3, ...all);
});

test('GROUPCALL-7 hands are seen in their order; an administrator asks for silence, and who was silenced may speak again', async () => {
  await press(nadia, 'Main');
  await expect(tile(amel, 'Nadia').getByRole('img', { name: 'Main levée – n° 1' })).toBeVisible();
  await press(karim, 'Main');
  await expect(tile(salma, 'Karim').getByRole('img', { name: 'Main levée – n° 2' })).toBeVisible();
  await press(amel, 'Participants');
  expect(await faults(amel), 'participants').toEqual([]);
  await expect(inCall(amel).getByRole('region', { name: 'Participants' })).toContainText('6 personnes au plus');
  await press(amel, 'Couper le micro de Dr Karim Ziadi');
  await expect(inCall(karim)).toContainText('Amel Nour a coupé votre micro');
  await expect(tile(salma, 'Karim').getByRole('img', { name: 'Micro coupé' })).toBeVisible();
  await press(salma, 'Participants');
  await expect(inCall(salma).getByRole('button', { name: /Couper le micro/ })).toHaveCount(0);
  await salma.keyboard.press('Escape');
  await press(karim, 'Micro');
  await expect(tile(salma, 'Karim').getByRole('img', { name: 'Micro coupé' })).toHaveCount(0);
  await expect(inCall(karim)).not.toContainText('a coupé votre micro');
  await amel.keyboard.press('Escape');
});

test('GROUPCALL-2 one leaves, and the others talk on; she may come back', async () => {
  await press(nadia, 'Quitter');
  await expect(inCall(nadia)).toHaveCount(0);
  for (const page of [salma, amel, karim]) await expect(tiles(page)).toHaveCount(3);
  await expectVoices(2, salma, amel, karim);
  await expect(nadia.getByRole('region', { name: 'Appel de groupe' })).toContainText('3 personnes');
});

test('GROUPCALL-5 who is removed from the group is out of its call, and her voice with her', async () => {
  // Another page: she leaves.
  await amel.goto(amel.url().replace('/c/', '/groups/'));
  const panel = amel.getByRole('region', { name: 'Groupe', exact: true });
  await panel.getByRole('button', { name: /Karim Ziadi/ }).click();
  await amel.getByRole('dialog').getByRole('button', { name: 'Retirer du groupe' }).click();
  await expect(amel.getByRole('dialog')).toContainText('reste lisible');
  await amel.getByRole('dialog').getByRole('button', { name: 'Retirer du groupe' }).click();
  await expect(karim.locator('.call-end')).toContainText('Vous n’êtes plus membre du groupe');
  await expect(inCall(karim)).toHaveCount(0);
  await expect(tile(salma, 'Karim')).toHaveCount(0);
  await expectVoices(0, karim);
});
