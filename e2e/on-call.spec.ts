/** Who is on duty: shifts are made, seen by the other, hours without anybody and with two, a swap asked, taken and given. */
import { expect, type Locator, type Page } from '@playwright/test';
import { faults, openIn } from './support/accessible.ts';
import { lane, makeGroup, send, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'on-call' });
test.describe.configure({ mode: 'serial' });

const hourMs = 3_600_000;
/** Whole hours, so that what is written and what is shown are the same. */
const nowMs = Math.floor(Date.now() / hourMs) * hourMs;
/** East of Greenwich, where it is between ten and eleven in the morning whenever this runs: a day of duty begins at eight (CAL-30). */
const hoursEast = ((10 - new Date(nowMs).getUTCHours() + 36) % 24) - 12;
/** Named the other way round (POSIX). */
const timezoneId = `Etc/GMT${hoursEast > 0 ? '-' : '+'}${Math.abs(hoursEast)}`;
const local = (ms: number): string => new Date(ms + hoursEast * hourMs).toISOString().slice(0, 16);

let salma: Page;
let amel: Page;
let origin: string;

const sheet = (page: Page): Locator => page.getByRole('dialog');
const card = (page: Page, role: string | RegExp): Locator =>
  page.getByRole('region', { name: 'De garde maintenant' }).getByRole('article').filter({ hasText: role });
const lanes = (page: Page): Locator => page.getByRole('group', { name: 'Gardes sur 24 heures' });

async function openDuty(page: Page): Promise<void> {
  await page.goto(`${origin}/on-call`);
  await expect(page.getByRole('heading', { name: 'De garde maintenant', level: 1 })).toBeVisible();
}
async function makeShift(page: Page, role: string, who: string | RegExp, fromMs: number, toMs: number): Promise<void> {
  await page.getByRole('button', { name: 'Nouvelle garde' }).first().click();
  const form = sheet(page);
  await form.getByLabel('Rôle').fill(role);
  const option = form.getByLabel('Qui', { exact: true }).locator('option').filter({ hasText: who });
  await expect(option).toHaveCount(1);
  await form.getByLabel('Qui', { exact: true }).selectOption((await option.getAttribute('value')) ?? '');
  await form.getByLabel('De', { exact: true }).fill(local(fromMs));
  await form.getByLabel('À', { exact: true }).fill(local(toMs));
  await form.getByRole('button', { name: 'Ajouter la garde' }).click();
  await expect(form).toHaveCount(0);
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  origin = server.url;
  ({ salma, amel } = await enrolTwo(browser, server, { timezoneId }));
  await salma.goto(server.url);
  await makeGroup(salma, ['Amel Nour'], 'Gardes de réanimation');
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

test('CAL-30 a shift that somebody makes is seen by the other, on the page, in the directory and in the header', async () => {
  await openDuty(salma);
  await expect(salma.getByRole('heading', { name: 'Aucune garde' })).toBeVisible();
  await makeShift(salma, 'Réanimation · senior', 'Vous', nowMs - 2 * hourMs, nowMs + 6 * hourMs);
  await expect(card(salma, 'Réanimation · senior')).toContainText('Vous');
  await openDuty(amel);
  await expect(card(amel, 'Réanimation · senior')).toContainText('Salma Administratrice');
  await expect(card(amel, 'Réanimation · senior').getByRole('progressbar')).toHaveAttribute('aria-valuenow', /\d+/);
  expect(await faults(amel)).toEqual([]);
  await amel.goto(`${origin}/directory`);
  const line = amel.getByRole('listitem').filter({ hasText: 'Salma Administratrice' });
  await expect(line).toContainText(/De garde\s: Réanimation · senior, jusqu’à \d\d:\d\d/);
  await expect(line.locator('.avatar[data-duty="on"]')).toHaveCount(1);
  await line.getByRole('link').click();
  await expect(amel.getByRole('main').locator('.hero')).toContainText(/De garde\s: Réanimation · senior/);
  await amel.getByRole('button', { name: 'Écrire', exact: true }).click();
  await expect(amel.locator('header .bar-id')).toContainText('Réanimation · senior');
});

test('CAL-30 hours without anybody and with two people are said ahead; both stay until somebody chooses', async () => {
  await openDuty(salma);
  await makeShift(salma, 'Urgences', 'Amel Nour', nowMs - hourMs, nowMs + 3 * hourMs);
  await makeShift(salma, 'Urgences', 'Personne', nowMs + 3 * hourMs, nowMs + 6 * hourMs);
  await makeShift(salma, 'Urgences', 'Amel Nour', nowMs + 6 * hourMs, nowMs + 12 * hourMs);
  const gap = card(salma, 'Personne après');
  await expect(gap).toContainText('Urgences');
  await expect(lanes(salma).getByRole('button', { name: /Urgences, Personne · proposer quelqu’un/ })).toHaveCount(1);
  await makeShift(salma, 'Urgences', 'Vous', nowMs - 2 * hourMs, nowMs + 2 * hourMs);
  await expect(card(salma, 'Deux personnes')).toContainText('Amel Nour');
  await expect(lanes(salma)).toContainText('Deux personnes,');
  expect(await faults(salma)).toEqual([]);

  // The other one decides, and takes the hours that nobody has.
  await openDuty(amel);
  await card(amel, 'Deux personnes')
    .getByRole('button', { name: /Choisir/ })
    .click();
  await expect(sheet(amel)).toContainText('Les deux gardes restent notées');
  expect(await faults(amel)).toEqual([]);
  await sheet(amel)
    .getByRole('button', { name: /^Vous l’avez/ })
    .click();
  // Her shift begins before the common hours: that these would be without anybody is asked first.
  await expect(sheet(amel)).toContainText(/Salma Administratrice\s: \d\d:\d\d – \d\d:\d\d redevient libre/);
  await sheet(amel).getByRole('button', { name: 'Libérer toutes ces heures' }).click();
  await expect(card(amel, 'Deux personnes')).toHaveCount(0);
  await expect(card(salma, 'Deux personnes')).toHaveCount(0);
  await card(amel, 'Personne après')
    .getByRole('button', { name: /Proposer/ })
    .click();
  await sheet(amel).getByRole('button', { name: 'Je la prends' }).click();
  await expect(card(amel, 'Personne après')).toHaveCount(0);
  await expect(card(salma, 'Personne après')).toHaveCount(0);
});

test('CAL-8 below the day of a month stands who is on duty with me', async () => {
  await salma.goto(`${origin}/calendar?view=month`);
  const together = salma.getByRole('region', { name: 'De garde avec vous' });
  await expect(together.getByRole('listitem').filter({ hasText: 'Amel Nour' })).toContainText('Urgences');
  await expect(together.getByRole('button', { name: 'Appeler Amel Nour' })).toBeVisible();
  expect(await faults(salma)).toEqual([]);
});

test('CAL-8 a desk with nothing open says who is on call, what is left of my day, and who answered what I asked', async () => {
  const now = (page: Page, name: string) => page.getByRole('main').getByRole('region', { name });
  await salma.goto(origin);
  await expect(now(salma, 'Aujourd’hui').getByRole('link', { name: /Réanimation · senior/ })).toBeVisible();
  await expect(now(salma, 'De garde maintenant')).toContainText('Vous');
  await expect(now(salma, 'De garde maintenant').getByRole('button', { name: /^Appeler Salma/ })).toHaveCount(0);

  await amel.goto(origin);
  const duty = now(amel, 'De garde maintenant');
  await expect(duty).toContainText(/Réanimation · senior.*Salma Administratrice.*jusqu’à \d\d:\d\d/s);
  await expect(duty.getByRole('button', { name: 'Appeler Salma Administratrice' })).toBeVisible();
  await duty.getByRole('button', { name: 'Écrire à Salma Administratrice, Réanimation · senior' }).click();
  await expect(sheet(amel)).toContainText('Réanimation · senior');
  await amel.keyboard.press('Escape');
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Lit 4 : culot demandé', 'Urgent');
  await amel.goto(origin);
  await expect(now(amel, 'Vos urgents en cours')).toContainText('Lit 4 : culot demandé');
  for (const language of ['fr', 'ar'] as const) {
    await openIn(amel, language, origin);
    await expect(amel.locator('.now .duty').first()).toBeVisible();
    expect(await faults(amel)).toEqual([]);
  }
  await openIn(amel, 'fr', origin);
  await lane(salma).getByRole('button', { name: 'Je m’en charge' }).click();
  await expect(now(amel, 'Vos urgents en cours')).toHaveCount(0);
});

test('CAL-31 a swap is asked, taken and given', async () => {
  await openDuty(salma);
  await card(salma, 'Réanimation · senior').getByRole('button', { name: 'Ma garde' }).click();
  await sheet(salma).getByRole('button', { name: 'Demander un échange' }).click();
  await sheet(salma).getByLabel('À qui').selectOption({ label: 'Amel Nour' });
  await sheet(salma).getByLabel('Un mot (facultatif)').fill('Formation demain matin');
  await sheet(salma).getByRole('button', { name: 'Demander', exact: true }).click();
  await expect(sheet(salma)).toContainText('Vous demandez un échange à Amel Nour');
  expect(await faults(salma)).toEqual([]);
  await salma.keyboard.press('Escape');

  await openDuty(amel);
  await amel.getByRole('button', { name: /vous demande de prendre sa garde/ }).click();
  await expect(sheet(amel)).toContainText('Formation demain matin');
  await sheet(amel).getByRole('button', { name: 'Je la prends' }).click();
  await expect(sheet(amel)).toContainText('Vous voulez bien la prendre');

  await salma.getByRole('button', { name: /Amel Nour veut bien prendre votre garde/ }).click();
  await sheet(salma).getByRole('button', { name: 'Confier à Amel Nour' }).click();
  await expect(sheet(salma)).toContainText('Échange fait');
  await salma.keyboard.press('Escape');
  await expect(card(salma, 'Réanimation · senior')).toContainText('Amel Nour');
  await amel.keyboard.press('Escape');
  await expect(card(amel, 'Réanimation · senior')).toContainText('Vous');
});

test('CAL-30 duty is there without a network, with the time of the copy; right to left as well', async () => {
  await openDuty(amel);
  await expect(amel.getByText('À jour.', { exact: true })).toBeVisible();
  await amel.context().setOffline(true);
  await expect(amel.getByText(/Copie sur cet appareil, à jour/)).toBeVisible();
  await expect(card(amel, 'Réanimation · senior')).toBeVisible();
  await amel.context().setOffline(false);
  await openIn(amel, 'ar', `${origin}/on-call`);
  await expect(amel.getByRole('article').first()).toBeVisible();
  expect(await faults(amel)).toEqual([]);
  await openIn(amel, 'fr', `${origin}/on-call`);
});
