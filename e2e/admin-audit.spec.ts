/** The audit log: what stands in it, filters, pages, its file and the script; each person's own part; a change that is found. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'audit' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let staffNumber: string;
test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  const enrolled = await enrolTwo(browser, server);
  ({ salma, amel } = enrolled);
  ({ staffNumber } = enrolled.amelAccount);
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page.context().close();
});
const row = (page: Page, name: RegExp) => page.getByRole('row', { name });

test('AUDIT-6, AUDIT-9 who did what stands there in words, and its fingerprints are computed again here', async ({ server }) => {
  await salma.goto(`${server.url}/admin/audit`);
  await expect(row(salma, /Compte approuvé : .*Amel Nour.*Membre/)).toContainText('Salma Administratrice');
  await expect(row(salma, /Hôpital créé/)).toBeVisible();
  await expect(salma.getByText('Empreintes recalculées sur cet appareil : elles correspondent.')).toBeVisible();
  await expect(salma.getByText(/Dernière ligne\s: n° \d+/)).toBeVisible();
  expect(await salma.locator('.pane.main').textContent()).not.toContain(staffNumber);
});

test('AUDIT-7 it is narrowed by kind, person and day', async () => {
  await salma.getByRole('button', { name: 'Rôles' }).click();
  await expect(salma.getByRole('heading', { name: 'Aucune ligne' })).toBeVisible();
  await salma.getByRole('button', { name: 'Comptes', exact: true }).click();
  await expect(row(salma, /Compte approuvé : .*Amel Nour/)).toBeVisible();
  await expect(row(salma, /Connexion/)).toHaveCount(0);
  await salma.getByRole('button', { name: 'Tout' }).click();
  await salma.getByRole('searchbox', { name: 'Par ou pour qui' }).fill('amel');
  await salma.getByRole('button', { name: 'Amel Nour' }).click();
  await expect(row(salma, /Hôpital créé/)).toHaveCount(0);
  await expect(row(salma, /Demande d’accès/)).toHaveCount(1);
  await salma.getByRole('button', { name: /Seulement .*Amel Nour/ }).click();
  await expect(row(salma, /Hôpital créé/)).toBeVisible();
  await salma.getByLabel('Au', { exact: true }).fill('2020-01-01');
  await expect(salma.getByRole('heading', { name: 'Aucune ligne' })).toBeVisible();
  await salma.getByLabel('Au', { exact: true }).fill('');
});

test('AUDIT-7 its file fits by the script; a line that was changed does not', async () => {
  const [file] = await Promise.all([salma.waitForEvent('download'), salma.getByRole('link', { name: 'Exporter' }).click()]);
  const path = await file.path();
  const script = resolve(import.meta.dirname, '../scripts/verify-audit.mjs');
  const verified = spawnSync(process.execPath, [script, path], { encoding: 'utf8' });
  expect(verified.stdout).toContain('entries fit, 1 to');
  expect(verified.status).toBe(0);
});

test('AUDIT-8 each reads what was done with her account, and that nothing of it was changed', async ({ server }) => {
  await amel.goto(`${server.url}/settings/security`);
  await amel.getByRole('link', { name: /Ce qui a été fait avec mon compte/ }).click();
  await expect(amel.getByText('Vérifié : rien n’a été changé depuis que cet appareil l’a vu.')).toBeVisible();
  const approved = amel.getByRole('listitem').filter({ hasText: 'Compte approuvé' });
  await expect(approved).toContainText('Salma Administratrice');
  await expect(amel.getByRole('listitem').filter({ hasText: 'Hôpital créé' })).toHaveCount(0);
});

test('AUDIT-10 a log that ends before what this device saw is a fault, told until the truth comes back', async ({ server }) => {
  // {n: 1, hash: zeros} instead of the head.
  const cut = Buffer.concat([Buffer.from('a2616e0164686173685820', 'hex'), Buffer.alloc(32)]);
  await amel
    .context()
    .route('**/api/v1/audit/head', (route) => route.fulfill({ status: 200, contentType: 'application/cbor', body: cut }));
  await amel.goto(`${server.url}/settings/security/history`);
  await expect(amel.getByText(/Ces lignes ne correspondent pas à leurs empreintes/)).toBeVisible();
  await amel.goto(`${server.url}/settings/trust`);
  await expect(amel.getByText(/Le journal du service a été changé/).first()).toBeVisible();
  expect(await faults(amel)).toEqual([]);
  await amel.context().unrouteAll({ behavior: 'wait' });
  await amel.getByRole('button', { name: 'Vérifier de nouveau' }).click();
  await expect(amel.getByText('Tout est de nouveau en ordre.')).toBeVisible();
});

test('AUDIT-7 whoever may not read it does not get it', async () => {
  const answers = await amel.evaluate(async () => {
    const paths = ['/admin/audit', '/admin/audit/export'];
    return Promise.all(paths.map(async (path) => (await fetch(`/api/v1${path}`)).status));
  });
  expect(answers).toEqual([403, 403]);
});

for (const language of LANGUAGES) {
  test(`AUDIT-7, AUDIT-8 keyboard and screen reader, ${language}`, async ({ server }) => {
    await openIn(salma, language, `${server.url}/admin/audit`);
    await expect(salma.getByRole('table')).toBeVisible();
    expect(await faults(salma)).toEqual([]);
    await openIn(amel, language, `${server.url}/settings/security/history`);
    await expect(amel.getByRole('listitem').nth(2)).toBeVisible();
    expect(await faults(amel)).toEqual([]);
  });
}
