/** Usage figures: charts and their tables, what is too few, who may look, and the file of it. */
import { readFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { asCbor } from './support/as-cbor.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'usage' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel } = await enrolTwo(browser, server));
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page.context().close();
});

const day = (at: number) => `2026-10-${String(at + 1).padStart(2, '0')}`;
/** What a large hospital is told: this one has two people, of whom nothing is. */
const figures = {
  from: day(0),
  to: day(13),
  zone: 'Africa/Tunis',
  names: [
    { unit: 'u1', name: 'Réanimation', site: 'Sahloul' },
    { unit: 'u2', name: 'Urgences' },
    { unit: 'u3', name: 'Bloc' },
  ],
  days: [180, 240, 262, 214, 248, 96, 90, 206, 264, 275, 232, 260, 104, 98].map((messages, at) => ({
    day: day(at),
    people: 200 + at,
    messages,
    medium: 20 + at,
    ...(at === 5 ? {} : { urgent: 8 + at }),
    calls: 12 + at,
  })),
  units: [
    { unit: 'u1', messages: 1200, medium: 80, urgent: 40, calls: 60, isPart: false },
    { unit: 'u2', messages: 800, urgent: 30, isPart: true },
  ],
  hours: Array.from({ length: 7 }, (_, weekday) => weekday).flatMap((weekday) =>
    [6, 8, 9, 10, 12, 15, 18, 20].map((hour) => ({
      weekday,
      hour,
      messages: (weekday > 4 ? 12 : 21) + (hour === 9 ? 31 - weekday : hour),
    })),
  ),
  weeks: [
    { week: '2026-09-28', inTime: 30, late: 8, medianMs: 52_000 },
    { week: '2026-10-05', inTime: 26, late: 9, unanswered: 6, medianMs: 61_000 },
    { week: '2026-10-12', inTime: 14, late: 5, medianMs: 40_000 },
  ],
  medianMs: 52_000,
  answering: [
    { unit: 'u1', answered: 41, medianMs: 38_000 },
    { unit: 'u2', answered: 30, medianMs: 82_000 },
  ],
  now: {
    accounts: 412,
    devices: 530,
    reachable: 390,
    fileBytes: 2_300_000_000,
    today: 287,
    week: 390,
    month: 401,
    databaseBytes: 900_000_000,
    units: [{ unit: 'u1', accounts: 60, devices: 80, reachable: 55, fileBytes: 400_000_000 }],
  },
};
const answerWith = (page: Page) =>
  page
    .context()
    .route('**/api/v1/admin/usage?*', (route) =>
      route.fulfill({ status: 200, contentType: 'application/cbor', body: asCbor(figures) }),
    );

test('USAGE-3 of a hospital of two nothing is told but that it is too few, and what the figures mean', async ({ server }) => {
  await salma.goto(`${server.url}/admin/usage`);
  await expect(salma.getByText('< 5').first()).toBeVisible();
  await expect(salma.getByRole('heading', { name: 'Pas encore de chiffres' })).toBeVisible();
  await expect(salma.getByText(/Le serveur ne lit rien/)).toBeVisible();
  await expect(salma.getByText(/Leur durée, et les appels de groupe, lui sont inconnus/)).toBeVisible();
  expect(await faults(salma)).toEqual([]);
});

test('USAGE-7 every chart has its table with the same numbers; what is too few says so', async ({ server }) => {
  await answerWith(salma);
  await salma.goto(`${server.url}/admin/usage`);
  await expect(salma.getByRole('img', { name: 'Messages par jour' }).locator('canvas')).toBeVisible();
  await expect(salma.getByText('287')).toBeVisible();
  await expect(salma.getByText('52 s').first()).toBeVisible();
  await salma.getByRole('button', { name: 'Tableau, Messages par jour' }).click();
  const table = salma.getByRole('region', { name: 'Messages par jour' });
  await expect(table.getByRole('row')).toHaveCount(15);
  await expect(table.getByRole('row', { name: /^6 oct/ })).toContainText('moins de 5');
  await expect(table.getByRole('row', { name: /^1 oct/ })).toContainText('180');
  await expect(salma.getByRole('region', { name: 'Par service, sur la période' })).toContainText('au moins 800');
  await expect(salma.getByRole('row', { name: /Urgences/ }).filter({ hasText: '1 min 22 s' })).toBeVisible();
});

test('USAGE-8 the hours of a week as a map and as a table; sites beside units; the target of the rules on the medians', async () => {
  await expect(salma.getByRole('img', { name: /^Activité par heure. Le plus\s: lundi, 9 h$/ })).toBeVisible();
  await expect(salma.getByText('plus de 40', { exact: true })).toBeVisible();
  await salma.getByRole('button', { name: 'Tableau, Activité par heure' }).click();
  const hours = salma.getByRole('region', { name: 'Activité par heure' });
  await expect(hours.getByRole('row')).toHaveCount(25);
  await expect(hours.getByRole('row', { name: /^9 h/ }).getByRole('cell').first()).toHaveText('52');
  await expect(hours.getByRole('row', { name: /^3 h/ })).toContainText('moins de 5');
  await salma.getByRole('button', { name: 'Par site' }).click();
  const sites = salma.getByRole('region', { name: 'Par site, sur la période' });
  await expect(sites.getByRole('row', { name: /Sahloul/ })).toContainText(/1\s200/);
  await expect(sites.getByRole('row', { name: /Sans site/ })).toContainText('au moins 800');
  await expect(salma.getByText(/Le trait marque l’objectif des règles de l’hôpital\s: 6 min\./)).toBeVisible();
  await salma.getByRole('button', { name: 'Par service' }).click();
  expect(await faults(salma)).toEqual([]);
});

test('USAGE-6 the file is what is told, and that somebody looked stands in the log', async ({ server }) => {
  await salma.goto(`${server.url}/admin/usage`);
  const [file] = await Promise.all([salma.waitForEvent('download'), salma.getByRole('link', { name: 'Exporter' }).click()]);
  const text = readFileSync(await file.path(), 'utf8');
  expect(text).toContain('day,site,unit,people,messages,medium,urgent,calls');
  expect(text).toContain('messages 23h');
  expect(text).toContain('<5');
  await salma.getByRole('link', { name: 'Journal' }).click();
  await expect(salma.getByRole('row', { name: /Chiffres d’usage exportés/ })).toBeVisible();
  await expect(salma.getByRole('row', { name: /Chiffres d’usage consultés/ })).toBeVisible();
});

test('USAGE-6 whoever may not read them does not get them', async ({ server }) => {
  await amel.goto(`${server.url}/admin/usage`);
  await expect(amel.getByRole('heading', { name: 'Réservé aux administrateurs' })).toBeVisible();
  const status = await amel.evaluate(async () => (await fetch('/api/v1/admin/usage?from=2026-01-01&to=2026-01-02')).status);
  expect(status).toBe(403);
});

for (const language of LANGUAGES) {
  test(`USAGE-7 keyboard and screen reader, ${language}`, async ({ server }) => {
    await openIn(salma, language, `${server.url}/admin/usage`);
    await expect(salma.locator('canvas').first()).toBeVisible();
    expect(await faults(salma)).toEqual([]);
    await salma
      .getByRole('button', { name: language === 'fr' ? /^Tableau/ : /^جدول/ })
      .first()
      .press('Enter');
    await expect(salma.getByRole('table').first()).toBeVisible();
    expect(await faults(salma)).toEqual([]);
  });
}
