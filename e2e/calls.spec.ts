/** Calls between two people: sound both ways, answered on one of two devices, declined, both at once, over a line that changes what is said. */
import { type Browser, expect, type Page } from '@playwright/test';
import { faults } from './support/accessible.ts';
import { newPhone } from './support/browsers.ts';
import { answer, call, end, expectVoices, goingOn, incoming, openTogether } from './support/calls.ts';
import { bytesHeard, watchConnections } from './support/connections.ts';
import { send, signIn } from './support/people.ts';
import { test } from './support/server.ts';
import { openTamperingLine, type TamperingLine } from './support/tampering-line.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'calls' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
/** Another device of Amel's, behind a line that may change what it carries. */
let phone: Page;
let line: TamperingLine;

async function newDevice(browser: Browser): Promise<Page> {
  const page = await newPhone(browser);
  await watchConnections(page);
  return page;
}
const hangUp = (page: Page) => goingOn(page).getByRole('button', { name: 'Raccrocher' }).click();

async function putAway(...pages: readonly Page[]): Promise<void> {
  for (const page of pages) {
    const close = end(page).getByRole('button', { name: 'Fermer' });
    if (await close.isVisible()) await close.click({ timeout: 2_000 }).catch(() => undefined);
    await expect(end(page)).toHaveCount(0);
  }
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(180_000);
  const colleagues = await enrolTwo(browser, server, {}, watchConnections);
  ({ salma, amel } = colleagues);
  await openTogether(salma, amel, server.url);
  phone = await newDevice(browser);
  line = await openTamperingLine(server.url, server.linePort);
  await signIn(phone, line.url, colleagues.amelAccount);
  await phone.getByRole('button', { name: 'Avec le code de secours' }).click();
  await phone.getByLabel('Code de secours').fill(colleagues.amelAccount.recoveryCode.join(''));
  await phone.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  await expect(phone.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible();
  await expect(phone.getByRole('link', { name: /Salma/ }).first()).toBeVisible();
});
test.afterAll(async () => {
  for (const page of [salma, amel, phone]) await page?.context().close();
  await line?.close();
});

test('CALL-3 it rings on every device; answered on one, the other is silent, and both hear one another', async () => {
  await call(salma);
  await expect(goingOn(salma)).toContainText('Ça sonne');
  await expect(incoming(amel)).toContainText('Salma Administratrice');
  await expect(incoming(phone)).toContainText('Appel chiffré de bout en bout');
  expect(await faults(phone), 'incoming').toEqual([]);
  await answer(amel);
  await expect(end(phone)).toContainText('Répondu sur un autre appareil');
  await expect(goingOn(salma)).toContainText(/\d:\d\d/);
  await expect(goingOn(amel)).toContainText(/\d:\d\d/);
  await expectVoices(salma, amel);
  expect(await bytesHeard(phone)).toBe(0);
  expect(await faults(amel), 'going on').toEqual([]);
});

test('CALL-3 muted is shown to the other; messages are read meanwhile, and the call is returned to', async () => {
  await goingOn(amel).getByRole('button', { name: 'Micro' }).click();
  await expect(goingOn(salma)).toContainText('Son micro est coupé');
  await goingOn(amel).getByRole('button', { name: 'Micro' }).click();
  await expect(goingOn(salma)).not.toContainText('Son micro est coupé');
  await goingOn(salma).getByRole('button', { name: 'Écrire' }).click();
  await expect(goingOn(salma)).toHaveCount(0);
  await send(salma, 'Je vous écoute');
  await expectVoices(salma);
  await salma.getByRole('region', { name: 'Appel en cours' }).getByTitle('Revenir à l’appel').click();
  await goingOn(amel).getByRole('button', { name: 'Caméra' }).click();
  await expect(goingOn(salma).locator('video.call-stage')).toBeVisible();
  await hangUp(salma);
  for (const page of [salma, amel]) await expect(end(page)).toContainText('Appel terminé');
  await putAway(salma, amel, phone);
});

test('CALL-3 declined on one device it is declined on all; taken back it is a missed call', async () => {
  await call(salma);
  await incoming(phone).getByRole('button', { name: 'Refuser' }).click();
  await expect(end(salma)).toContainText('Appel refusé');
  await expect(end(amel)).toContainText('Refusé sur un autre appareil');
  await putAway(salma, amel, phone);
  await call(salma);
  await expect(incoming(amel)).toBeVisible();
  await hangUp(salma);
  for (const page of [amel, phone]) await expect(end(page)).toContainText('Appel manqué');
  await putAway(salma, amel, phone);
});

test('CALL-6 both call before either hears of it: one call, and both hear one another', async () => {
  await phone.getByRole('link', { name: /Salma/ }).first().click();
  line.hold(true);
  await call(salma);
  await expect(goingOn(salma)).toBeVisible();
  await call(phone);
  await expect(goingOn(phone)).toBeVisible();
  line.hold(false);
  await expect(goingOn(salma)).toContainText(/\d:\d\d/);
  await expect(goingOn(phone)).toContainText(/\d:\d\d/);
  await expectVoices(salma, phone);
  await hangUp(phone);
  await expect(end(salma)).toContainText('Appel terminé');
  await putAway(salma, amel, phone);
});

test('CALL-7 the server is gone for a while: the voices stay, and hanging up is heard afterwards', async ({ server }) => {
  await call(salma);
  await answer(amel);
  await expect(goingOn(salma)).toContainText(/\d:\d\d/);
  await server.stop();
  await expectVoices(salma, amel);
  await server.start();
  await expectVoices(salma, amel);
  await hangUp(amel);
  await expect(end(salma)).toContainText(/Appel terminé|connexion s’est perdue/, { timeout: 45_000 });
  await putAway(salma, amel, phone);
});

test('CALL-2 a line that changes a description ends the call, and says why', async () => {
  line.tamper(true);
  await call(salma);
  await answer(phone);
  await expect(end(phone)).toContainText('quelqu’un a tenté de modifier la connexion');
  await expect(end(salma)).toContainText('L’appel n’a pas pu s’établir');
  expect(await faults(phone), 'forged').toEqual([]);
  line.tamper(false);
  await putAway(salma, amel, phone);
  await call(salma);
  await answer(phone);
  await expect(goingOn(phone)).toContainText(/\d:\d\d/);
  await expectVoices(salma, phone);
  await hangUp(phone);
});
