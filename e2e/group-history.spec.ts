/** A group whose new members read from the day they join: it goes on in a new part, and the old one stays with those who were there. */
import { type Browser, expect, type Page } from '@playwright/test';
import { approve, askForAccess, createHospital, isInstalled, message, send } from './support/people.ts';
import { test } from './support/server.ts';
import { firstAdminLink } from './support/two-colleagues.ts';

test.use({ hospital: 'group-history' });

const newBrowser = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } })).newPage();

test('EPOCH-16 who is added reads from then on; the others go on, with the way back to what was before', async ({
  browser,
  server,
}) => {
  test.setTimeout(120_000);
  const [salma, amel, karim] = [await newBrowser(browser), await newBrowser(browser), await newBrowser(browser)];
  await createHospital(salma, firstAdminLink(server));
  for (const [page, name] of [
    [amel, 'Amel Nour'],
    [karim, 'Karim Ziadi'],
  ] as const) {
    await askForAccess(page, server.url, name, 'Médecin');
    await approve(salma, page, name);
    await isInstalled(page);
  }
  await salma.goto(server.url);
  await salma.getByRole('button', { name: 'Nouveau message' }).first().click();
  await salma.getByRole('link', { name: /Nouveau groupe/ }).click();
  await salma.getByRole('checkbox', { name: /Amel Nour/ }).check();
  await salma.getByRole('button', { name: /^Continuer avec/ }).click();
  await salma.getByLabel('Nom du groupe').fill('Cas chambre 7');
  await salma.getByRole('radio', { name: /À partir de leur arrivée/ }).check();
  await salma.getByRole('button', { name: 'Créer le groupe' }).click();
  await expect(salma).toHaveURL(/\/c\/[0-9a-f]{32}$/);
  const old = salma.url();
  await send(salma, 'Discussion entre nous deux');
  await amel.goto(server.url);
  const rows = (page: Page) => page.getByRole('region', { name: 'Conversations' }).getByRole('link', { name: /Cas chambre 7/ });
  await rows(amel).click();
  await expect(message(amel, 'Discussion entre nous deux')).toBeVisible();

  await salma.goto(old.replace('/c/', '/groups/'));
  await salma.getByRole('link', { name: 'Ajouter' }).click();
  await salma.getByRole('checkbox', { name: /Karim Ziadi/ }).check();
  await expect(salma.getByText('Les nouveaux membres ne liront pas ce qui précède')).toBeVisible();
  await salma.getByRole('button', { name: /^Ajouter 1 personne/ }).click();
  await expect(salma).not.toHaveURL(old);
  await expect(salma).toHaveURL(/\/c\/[0-9a-f]{32}$/);
  await expect(salma.getByText('Le groupe continue ici.')).toContainText('Vous avez ajouté Dr Karim Ziadi.');
  await send(salma, 'Bienvenue Karim');

  await karim.goto(server.url);
  await rows(karim).click();
  await expect(message(karim, 'Bienvenue Karim')).toBeVisible();
  await expect(karim.getByText('Ce qui a été écrit avant vous reste fermé.')).toBeVisible();
  await expect(karim.getByText('Discussion entre nous deux')).toHaveCount(0);
  await expect(karim.getByRole('link', { name: 'Lire ce qui précède' })).toHaveCount(0);

  // Amel looks at the old part: it closes under her eyes and leads on; her list holds one group of that name.
  await expect(amel.getByText('Ce groupe continue dans une suite')).toBeVisible();
  await expect(rows(amel)).toHaveCount(1);
  await amel.getByRole('link', { name: 'Aller à la suite' }).click();
  await expect(message(amel, 'Bienvenue Karim')).toBeVisible();
  await amel.getByRole('link', { name: 'Lire ce qui précède' }).click();
  await expect(message(amel, 'Discussion entre nous deux')).toBeVisible();
  await expect(amel.getByRole('textbox', { name: 'Message' })).toHaveCount(0);
  for (const page of [salma, amel, karim]) await page.context().close();
});
