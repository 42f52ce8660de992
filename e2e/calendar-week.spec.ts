/** A week and a day by the hour: events moved and made longer by mouse, finger and keys, one of a series, two people without a network, right to left. */
import { type CDPSession, expect, type Locator, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { makeGroup } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'calendar-week' });
test.describe.configure({ mode: 'serial', timeout: 90_000 });

const ward = 'Réanimation';
/** All of it is in October 2026; a year that is not this one is said with its days: expressions take both. */
const monday = 12;
let salma: Page;
let amel: Page;
let url: string;

const grid = (page: Page): Locator => page.getByRole('grid');
/** By the beginning of its name: its title. */
const event = (page: Page, title: string): Locator => grid(page).getByRole('link', { name: new RegExp(`^${title}, `) });
/** A day of October 2026 and an hour. */
const cell = (page: Page, day: number, hour: number | 'day', first = monday): Locator =>
  grid(page).locator(`[data-cell="${day - first}:${hour}"]`);
const toast = (page: Page): Locator => page.locator('.toast');
const said = (page: Page): Locator => page.locator('[data-said="grid"]');
const pane = (page: Page): Locator => page.getByRole('region', { name: 'Événement', exact: true });
const form = (page: Page): Locator => page.locator('form.event-form');
const open = async (page: Page, view = 'week', date = '2026-10-13'): Promise<void> => {
  await page.goto(`${url}/calendar?view=${view}&date=${date}`);
  await expect(grid(page)).toHaveAttribute('aria-busy', 'false');
};

async function make(page: Page, title: string, query: string, repeats = false, calendar = ward): Promise<void> {
  await page.goto(`${url}/calendar/new?${query}&view=week&date=2026-10-13`);
  await form(page).getByLabel('Titre').fill(title);
  await form(page).getByLabel('Agenda').selectOption({ label: calendar });
  if (repeats) await form(page).getByLabel('Répétition').selectOption({ label: 'Toutes les semaines' });
  await form(page).getByRole('button', { name: 'Enregistrer' }).click();
  await expect(pane(page).getByRole('heading', { level: 1 })).toHaveText(title);
}

interface Point {
  readonly x: number;
  readonly y: number;
}
/** In the middle of a cell, so many minutes into its hour. */
const into = (place: Locator, minutes: number) => (): Promise<Point> => pointIn(place, minutes);
async function pointIn(place: Locator, minutes: number): Promise<Point> {
  const box = await place.boundingBox();
  if (box === null) throw new Error('not on the page');
  return { x: box.x + box.width / 2, y: box.y + (box.height * minutes) / 60 };
}
/** In the hour that it begins in, so many minutes after its start. */
async function pointOn(block: Locator, minutes: number): Promise<Point> {
  const box = await block.boundingBox();
  const hour = await block.locator('xpath=ancestor::*[@data-cell]').boundingBox();
  if (box === null || hour === null) throw new Error('not on the page');
  return { x: box.x + box.width / 2, y: box.y + (hour.height * minutes) / 60 };
}
const lowerEdge = async (block: Locator): Promise<Point> => {
  const box = await block.boundingBox();
  if (box === null) throw new Error('not on the page');
  return { x: box.x + box.width / 2, y: box.y + box.height - 2 };
};
/** Where it goes is looked for on the way: at an edge the page scrolls under what is held. */
async function hold(page: Page, from: Point, to: () => Promise<Point>): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  for (let again = 0; again < 2; again++) {
    const there = await to();
    await page.mouse.move(there.x, there.y, { steps: 5 });
  }
}
async function drag(page: Page, from: Point, to: () => Promise<Point>): Promise<void> {
  await hold(page, from, to);
  await page.mouse.up();
}
/** So that what is taken and where it goes are both on the screen. */
const look = (page: Page, hour: number): Promise<void> =>
  grid(page)
    .locator(`[data-cell="0:${hour}"]`)
    .evaluate((element) => element.scrollIntoView({ block: 'center' }));

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ url } = server);
  ({ salma, amel } = await enrolTwo(browser, server, { timezoneId: 'Africa/Tunis' }));
  await makeGroup(amel, ['Salma'], ward);
  await salma.goto(url);
  await expect(salma.getByRole('link', { name: new RegExp(ward) }).first()).toBeVisible();
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

test('an event is taken to another hour and another day, says where it would lie, and comes back when it is undone', async () => {
  await make(amel, 'Staff', 'start=2026-10-13T14:30&end=2026-10-13T15:15');
  await open(amel);
  await look(amel, 12);
  await expect(event(amel, 'Staff')).toHaveAccessibleName(
    /^Staff, mardi 13 octobre(?: 2026)?, 14:30 – 15:15, agenda Réanimation$/,
  );
  await hold(amel, await pointOn(event(amel, 'Staff'), 10), into(cell(amel, 14, 10), 25));
  await expect(grid(amel).locator('.tg-ghost')).toHaveText('Staff10:15 – 11:00');
  await amel.keyboard.press('Escape');
  await amel.mouse.up();
  await expect(grid(amel).locator('.tg-ghost')).toHaveCount(0);
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/mardi 13 octobre(?: 2026)?, 14:30/);
  await expect(amel).toHaveURL(/\/calendar\?view=week/);
  await drag(amel, await pointOn(event(amel, 'Staff'), 10), into(cell(amel, 14, 10), 25));
  await expect(toast(amel)).toContainText(/mercredi 14 octobre(?: 2026)?, 10:15 – 11:00/);
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/mercredi 14 octobre(?: 2026)?, 10:15 – 11:00/);
  await toast(amel).getByRole('button', { name: 'Annuler' }).click();
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/mardi 13 octobre(?: 2026)?, 14:30 – 15:15/);
});

test('its lower edge makes it longer; the whole days above take it, and give it back to an hour', async () => {
  await open(amel);
  await look(amel, 14);
  await drag(amel, await lowerEdge(event(amel, 'Staff')), into(cell(amel, 13, 16), 30));
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/mardi 13 octobre(?: 2026)?, 14:30 – 16:30/);
  await drag(amel, await pointOn(event(amel, 'Staff'), 30), into(cell(amel, 15, 'day'), 30));
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/jeudi 15 octobre(?: 2026)?, toute la journée/);
  const bar = await event(amel, 'Staff').boundingBox();
  if (bar === null) throw new Error('not on the page');
  await drag(amel, { x: bar.x + 30, y: bar.y + 12 }, into(cell(amel, 13, 14), 30));
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/mardi 13 octobre(?: 2026)?, 14:30 – 15:30/);
});

test('empty ground that is drawn over becomes an event of that length, one press one of an hour', async () => {
  await open(amel);
  await look(amel, 10);
  await drag(amel, await pointIn(cell(amel, 16, 9), 2), into(cell(amel, 16, 11), 30));
  await expect(form(amel).getByLabel('Date de début')).toHaveValue('2026-10-16');
  await expect(form(amel).getByLabel('Heure de début')).toHaveValue('09:00');
  await expect(form(amel).getByLabel('Heure de fin')).toHaveValue('11:30');
  await open(amel);
  await look(amel, 10);
  const point = await pointIn(cell(amel, 16, 9), 40);
  await amel.mouse.click(point.x, point.y);
  await expect(form(amel).getByLabel('Heure de début')).toHaveValue('09:30');
  await expect(form(amel).getByLabel('Heure de fin')).toHaveValue('10:30');
});

test('by keys: from hour to hour through events, one is moved and made longer, and left alone with Escape', async () => {
  await open(amel);
  await cell(amel, 13, 13).focus();
  await amel.keyboard.press('ArrowDown');
  await expect(cell(amel, 13, 14)).toBeFocused();
  await amel.keyboard.press('ArrowDown');
  await expect(event(amel, 'Staff')).toBeFocused();
  await amel.keyboard.press('Space');
  await expect(said(amel)).toContainText('Staff : flèches pour déplacer');
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowDown', 'Shift+ArrowDown']) await amel.keyboard.press(key);
  await expect(said(amel)).toHaveText(/^mercredi 14 octobre(?: 2026)?, 15:00 – 16:15$/);
  await amel.keyboard.press('Escape');
  await expect(said(amel)).toHaveText('Laissé à sa place.');
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/mardi 13 octobre(?: 2026)?, 14:30 – 15:30/);
  await expect(event(amel, 'Staff')).toBeFocused();
  await amel.keyboard.press('Space');
  for (const key of ['ArrowRight', 'ArrowUp', 'Shift+ArrowDown', 'Enter']) await amel.keyboard.press(key);
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/mercredi 14 octobre(?: 2026)?, 14:15 – 15:30/);
  await expect(event(amel, 'Staff')).toBeFocused();
  // Over the edge of the week the page turns, and the event is taken along.
  await amel.keyboard.press('Space');
  await amel.keyboard.press('PageDown');
  await expect(said(amel)).toHaveText(/^mercredi 21 octobre(?: 2026)?, 14:15 – 15:30$/);
  await expect(amel).toHaveURL(/date=2026-10-21/);
  await amel.keyboard.press('Enter');
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/mercredi 21 octobre(?: 2026)?, 14:15 – 15:30/);
  await expect(event(amel, 'Staff')).toBeFocused();
  await toast(amel).getByRole('button', { name: 'Annuler' }).click();
  await expect(event(amel, 'Staff')).toHaveCount(0);
});

test('by keys: one tab stop, the ends of a row, weeks, and a new event at an hour', async () => {
  await open(amel);
  await expect(grid(amel).locator('[tabindex="0"]')).toHaveCount(1);
  await cell(amel, 14, 9).focus();
  await amel.keyboard.press('End');
  await expect(cell(amel, 18, 9)).toBeFocused();
  await amel.keyboard.press('ArrowRight');
  await expect(cell(amel, 19, 9, 19)).toBeFocused();
  await expect(amel).toHaveURL(/date=2026-10-19/);
  await amel.keyboard.press('PageUp');
  await expect(said(amel)).toHaveText(/^lundi 12 octobre(?: 2026)?, 09:00$/);
  await amel.keyboard.press('ArrowUp');
  await amel.keyboard.press('Home');
  await expect(cell(amel, 12, 8)).toBeFocused();
  await amel.keyboard.press('Enter');
  await expect(form(amel).getByLabel('Heure de début')).toHaveValue('08:00');
});

test('CAL-6 of a series it is asked which dates, and nothing moves unless it is answered', async () => {
  await make(amel, 'Visite', 'start=2026-10-13T09:00&end=2026-10-13T10:00', true);
  await open(amel, 'week', '2026-10-20');
  await look(amel, 10);
  const from = await pointOn(event(amel, 'Visite'), 15);
  const to = into(cell(amel, 21, 11, 19), 15);
  const sheet = amel.getByRole('dialog', { name: 'Déplacer quelles dates ?' });
  await drag(amel, from, to);
  await sheet.getByRole('button', { name: 'Fermer' }).click();
  await expect(event(amel, 'Visite')).toHaveAccessibleName(/mardi 20 octobre(?: 2026)?, 09:00/);
  await drag(amel, from, to);
  await sheet.getByRole('button', { name: 'Cette date et les suivantes' }).click();
  await expect(event(amel, 'Visite')).toHaveAccessibleName(/mercredi 21 octobre(?: 2026)?, 11:00 – 12:00/);
  await open(amel, 'week', '2026-10-27');
  await expect(event(amel, 'Visite')).toHaveAccessibleName(/mercredi 28 octobre(?: 2026)?, 11:00/);
  await open(amel);
  await expect(event(amel, 'Visite')).toHaveAccessibleName(/mardi 13 octobre(?: 2026)?, 09:00/);
  // One date alone; undone, it is where the rule has it.
  await look(amel, 10);
  await drag(amel, await pointOn(event(amel, 'Visite'), 15), into(cell(amel, 15, 11), 15));
  await sheet.getByRole('button', { name: 'Cette date seulement' }).click();
  await expect(event(amel, 'Visite')).toHaveAccessibleName(/jeudi 15 octobre(?: 2026)?, 11:00/);
  await toast(amel).getByRole('button', { name: 'Annuler' }).click();
  await expect(event(amel, 'Visite')).toHaveAccessibleName(/mardi 13 octobre(?: 2026)?, 09:00/);
});

test('CAL-5 moved without a network while a colleague gives it another title: both are there', async () => {
  await make(amel, 'Point', 'start=2026-10-15T10:00&end=2026-10-15T11:00');
  const path = new URL(amel.url()).pathname;
  await salma.goto(`${url}${path}`);
  await expect(pane(salma).getByRole('heading', { level: 1 })).toHaveText('Point');
  await open(amel);
  await look(amel, 12);
  for (const page of [amel, salma]) {
    await page.context().setOffline(true);
    await expect(page.getByRole('button', { name: /^Hors ligne/ })).toBeVisible();
  }
  await pane(salma).getByRole('link', { name: 'Modifier' }).click();
  await form(salma).getByLabel('Titre').fill('Point du matin');
  await form(salma).getByRole('button', { name: 'Enregistrer' }).click();
  await drag(amel, await pointOn(event(amel, 'Point'), 15), into(cell(amel, 16, 13), 15));
  await expect(toast(amel)).toContainText('Cela partira au retour du réseau');
  await expect(event(amel, 'Point')).toHaveAccessibleName(
    /vendredi 16 octobre(?: 2026)?, 13:00 – 14:00.*Sur cet appareil seulement/,
  );
  for (const page of [amel, salma]) await page.context().setOffline(false);
  await expect(event(amel, 'Point du matin')).toHaveAccessibleName(
    /^Point du matin, vendredi 16 octobre(?: 2026)?, 13:00 – 14:00, agenda Réanimation$/,
  );
  await open(salma);
  await expect(event(salma, 'Point du matin')).toHaveAccessibleName(/vendredi 16 octobre(?: 2026)?, 13:00 – 14:00/);
});

test('CAL-31 a shift is taken to another day like an event, and opened it offers its swap', async () => {
  await amel.goto(`${url}/calendar/new?start=2099-10-17T08:00&end=2099-10-17T20:00&view=week&date=2099-10-13`);
  await form(amel).getByRole('button', { name: 'Garde', exact: true }).click();
  await form(amel).getByLabel('Rôle de garde').fill('Urgences');
  await form(amel).getByLabel('Agenda').selectOption({ label: ward });
  await form(amel).getByLabel('Qui est de garde').selectOption({ label: 'Vous' });
  await form(amel).getByRole('button', { name: 'Enregistrer' }).click();
  await expect(pane(amel)).toContainText('C’est votre garde.');
  await expect(
    pane(amel).getByRole('region', { name: 'Échange' }).getByRole('button', { name: 'Demander un échange' }),
  ).toBeVisible();
  await open(amel, 'week', '2099-10-13');
  await look(amel, 10);
  await drag(amel, await pointOn(event(amel, 'Urgences'), 60), into(cell(amel, 18, 9), 0));
  await expect(event(amel, 'Urgences')).toHaveAccessibleName(
    /dimanche 18 octobre 2099, 08:00 – 20:00, agenda Réanimation, garde, Urgences/,
  );
  // What lies on the shift, or ends as it begins, is above it: to be read and to be pressed, also while the shift has the focus.
  await make(amel, 'Admission', 'start=2099-10-18T10:00&end=2099-10-18T11:00');
  await make(amel, 'Relève', 'start=2099-10-18T07:45&end=2099-10-18T08:00');
  await open(amel, 'week', '2099-10-13');
  await look(amel, 7);
  await event(amel, 'Urgences').focus();
  for (const title of ['Admission', 'Relève']) {
    const box = await event(amel, title).boundingBox();
    if (box === null) throw new Error('not on the page');
    const pressed = ([x = 0, y = 0]: readonly number[]) => document.elementFromPoint(x, y)?.closest('[data-id]')?.ariaLabel;
    expect(await amel.evaluate(pressed, [box.x + box.width / 2, box.y + box.height - 4])).toMatch(new RegExp(`^${title}, `));
  }
  // The title of the shift stays to be read.
  const [before, shift] = [await event(amel, 'Relève').boundingBox(), await event(amel, 'Urgences').boundingBox()];
  expect((before?.y ?? 0) + (before?.height ?? 0)).toBeLessThanOrEqual(shift?.y ?? 0);
});

test('on a phone three days, by a finger that rests; one that goes on scrolls', async () => {
  await amel.setViewportSize({ width: 390, height: 844 });
  await open(amel, 'week', '2026-10-14');
  await expect(grid(amel).getByRole('columnheader')).toHaveCount(4);
  await look(amel, 14);
  const finger = await amel.context().newCDPSession(amel);
  const staff = event(amel, 'Staff');
  const scroller = amel.locator('.tg');
  const before = await scroller.evaluate((element) => element.scrollTop);
  const swipe = await pointIn(cell(amel, 16, 15, 14), 0);
  await touch(finger, 'touchStart', swipe);
  for (let step = 1; step <= 8; step++) await touch(finger, 'touchMove', { x: swipe.x, y: swipe.y - step * 20 });
  await touch(finger, 'touchEnd');
  await expect.poll(() => scroller.evaluate((element) => element.scrollTop)).toBeGreaterThan(before);
  await expect(form(amel)).toHaveCount(0);
  // What a finger threw goes on by itself.
  await open(amel, 'week', '2026-10-14');
  await look(amel, 14);
  const from = await pointOn(staff, 20);
  await touch(finger, 'touchStart', from);
  await expect(staff).toHaveAttribute('data-held', '');
  const to = await pointIn(cell(amel, 15, 12, 14), 20);
  await touch(finger, 'touchMove', { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });
  await touch(finger, 'touchMove', to);
  await expect(grid(amel).locator('.tg-ghost')).toContainText('12:00 – 13:15');
  await touch(finger, 'touchEnd');
  await expect(staff).toHaveAccessibleName(/jeudi 15 octobre(?: 2026)?, 12:00 – 13:15/);
  await finger.detach();
  // A quarter of an hour before midnight is higher on the screen than what is left of the day: all of it can be scrolled to.
  await make(amel, 'Fin de soirée', 'start=2026-10-15T23:45&end=2026-10-16T00:00');
  await open(amel, 'week', '2026-10-14');
  await expect(event(amel, 'Fin de soirée')).toBeVisible();
  await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
  const [last, seen] = [await event(amel, 'Fin de soirée').boundingBox(), await scroller.boundingBox()];
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThanOrEqual((seen?.y ?? 0) + (seen?.height ?? 0));
  await amel.setViewportSize({ width: 1280, height: 800 });
});
async function touch(finger: CDPSession, type: 'touchStart' | 'touchMove' | 'touchEnd', at?: Point): Promise<void> {
  await finger.send('Input.dispatchTouchEvent', { type, touchPoints: at === undefined ? [] : [at] });
}

test('in both directions without faults; in Arabic the days go from right to left, and so does what is moved', async () => {
  for (const language of LANGUAGES) {
    for (const view of ['week', 'day']) {
      await openIn(amel, language, `${url}/calendar?view=${view}&date=2026-10-15`);
      await expect(event(amel, 'Staff')).toBeVisible();
      expect(await faults(amel), `${view} ${language}`).toEqual([]);
    }
  }
  await amel.goto(`${url}/calendar?view=week&date=2026-10-15`);
  const [friday, thursday] = [await cell(amel, 16, 12).boundingBox(), await cell(amel, 15, 12).boundingBox()];
  expect(friday?.x ?? 0).toBeLessThan(thursday?.x ?? 0);
  await look(amel, 13);
  await drag(amel, await pointOn(event(amel, 'Staff'), 20), into(cell(amel, 16, 15), 20));
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/16.*15:00 – 16:15/);
  await event(amel, 'Staff').focus();
  await amel.keyboard.press('Space');
  await amel.keyboard.press('ArrowRight');
  await amel.keyboard.press('Enter');
  await expect(event(amel, 'Staff')).toHaveAccessibleName(/15.*15:00 – 16:15/);
});
