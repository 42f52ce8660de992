import { type Browser, expect, type Page } from '@playwright/test';
import { openIn } from './support/accessible.ts';
import { approve, askForAccess, message, noteAndContinue, readCode, send, signIn, typeBack, writeTo } from './support/people.ts';
import { test } from './support/server.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'shots' });
const dir = '/tmp/shots/reset';
const themes = ['light', 'dark'] as const;
async function shoot(
  page: Page,
  name: string,
  sizes: readonly (readonly [number, number])[] = [
    [390, 844],
    [1280, 800],
  ],
) {
  for (const [width, height] of sizes)
    for (const theme of themes) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme: theme });
      await page.waitForTimeout(150);
      await page.screenshot({ path: `${dir}/${name}-${width}-${theme}.png` });
    }
}
const newPage = async (browser: Browser) =>
  (await browser.newContext({ locale: 'fr-FR', viewport: { width: 390, height: 844 } })).newPage();
test('shots', async ({ browser, server }) => {
  test.setTimeout(400_000);
  const { salma, amel, amelAccount } = await enrolTwo(browser, server);
  const youssef = await newPage(browser);
  await askForAccess(youssef, server.url, 'Youssef Ben Ali');
  await approve(salma, youssef, 'Youssef Ben Ali');
  await writeTo(amel, 'Youssef Ben Ali');
  await send(amel, 'Avant la perte');
  await writeTo(youssef, 'Amel Nour');
  await expect(message(youssef, 'Avant la perte')).toBeVisible();
  const place = youssef.url();
  // group settings
  const phone = await newPage(browser);
  await signIn(phone, server.url, amelAccount);
  await shoot(phone, '01-recover');
  await phone.getByRole('button', { name: 'Je n’ai ni appareil ni code' }).click();
  await shoot(phone, '02-explain');
  await phone.getByRole('button', { name: 'Continuer sans eux' }).click();
  const code = await readCode(phone, 'Code de secours en sept groupes');
  await noteAndContinue(phone);
  await typeBack(phone, code, 'Envoyer ma demande');
  await expect(phone.getByRole('heading', { name: 'Confirmation demandée' })).toBeVisible();
  await shoot(phone, '03-waiting');
  await phone.setViewportSize({ width: 390, height: 844 });
  await openIn(phone, 'ar', server.url);
  await shoot(phone, '03-waiting-ar');
  await salma.goto(`${server.url}/approvals`);
  await expect(salma.getByRole('button', { name: 'Confirmer – Amel Nour' })).toBeVisible();
  await shoot(salma, '04-approvals');
  await salma.getByRole('button', { name: 'Confirmer – Amel Nour' }).click();
  await shoot(salma, '05-confirm');
  await openIn(salma, 'ar', `${server.url}/approvals`);
  await salma.locator('.pend .btn').last().click();
  await shoot(salma, '05-confirm-ar');
  await salma.getByRole('dialog').locator('.btn').last().click();
  await expect(phone.locator('.conv').first()).toBeVisible({ timeout: 20000 });
  await shoot(phone, '06-inbox-ar');
  await phone.setViewportSize({ width: 390, height: 844 });
  await openIn(phone, 'fr', server.url);
  await phone
    .getByRole('link', { name: /Youssef/ })
    .first()
    .click();
  await expect(phone.getByText(/Les messages reviendront quand/)).toBeVisible();
  await shoot(phone, '07-locked');
  await expect(amel.getByRole('heading', { name: 'Cet appareil ne fait plus partie de votre compte' })).toBeVisible();
  await shoot(amel, '08-stopped');
  await youssef.goto(place);
  await shoot(youssef, '09-colleague');
});
