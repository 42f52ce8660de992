/** How people prove that it is them: another password, the six digits of an app, reserve codes, passkeys. */
import { expect, type Page } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { addAuthenticator } from './support/authenticator.ts';
import { newPhone } from './support/browsers.ts';
import type { Enrolled } from './support/people.ts';
import { test } from './support/server.ts';
import { totp } from './support/totp.ts';
import { enrolTwo } from './support/two-colleagues.ts';

test.use({ hospital: 'factor' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let account: Enrolled;
let secret = '';
let reserve: readonly string[] = [];

const open = async (page: Page, path: string, heading: string): Promise<void> => {
  await page.goto(new URL(path, page.url()).href);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
};
const prove = async (page: Page, password: string): Promise<void> => {
  const sheet = page.getByRole('dialog', { name: 'C’est bien vous ?' });
  await sheet.getByLabel('Mot de passe actuel', { exact: true }).fill(password);
  await sheet.getByRole('button', { name: 'Confirmer' }).click();
  await expect(sheet).toHaveCount(0);
};
async function givePassword(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('E-mail ou matricule').fill(account.staffNumber);
  await page.getByLabel('Mot de passe', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Se connecter' }).click();
}

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  ({ salma, amel, amelAccount: account } = await enrolTwo(browser, server));
});
test.afterAll(async () => {
  for (const page of [salma, amel]) await page?.context().close();
});

test('AUTH-18 another password: by whoever knows the one that stands', async () => {
  await open(amel, '/settings/security', 'Sécurité');
  await amel.getByRole('link', { name: 'Mot de passe', exact: true }).click();
  const [current, next] = [amel.getByLabel('Mot de passe actuel'), amel.getByLabel('Nouveau mot de passe')];
  const submit = amel.getByRole('button', { name: 'Changer de mot de passe' });
  await current.fill('pas celui-là');
  await next.fill('un autre long mot de passe');
  await submit.click();
  await expect(amel.getByRole('alert')).toContainText('incorrect');
  await current.fill(account.password);
  await next.fill('aaaaaaaaaaaa');
  await submit.click();
  await expect(amel.getByText('Ce mot de passe est trop simple.')).toBeVisible();
  await next.fill('un autre long mot de passe');
  await amel.getByLabel('Déconnecter mes autres appareils').check();
  await submit.click();
  await expect(amel.getByText('Mot de passe changé.')).toBeVisible();
  await expect(amel.getByRole('heading', { level: 1, name: 'Sécurité' })).toBeVisible();
  account = { ...account, password: 'un autre long mot de passe' };
});

test('AUTH-12, AUTH-15 the six digits are turned on with a proof and a first code; ten reserve codes are shown once', async () => {
  await amel.getByRole('link', { name: /Code à six chiffres/ }).click();
  await amel.getByRole('button', { name: 'Activer' }).click();
  await prove(amel, account.password);
  await expect(amel.getByRole('img', { name: 'Code QR pour l’application d’authentification' })).toBeVisible();
  const groups = amel.getByRole('list', { name: 'Clé en groupes de quatre' }).getByRole('listitem');
  await expect(groups).toHaveCount(8);
  secret = (await groups.allInnerTexts()).join('');
  const field = amel.getByLabel('Code à six chiffres');
  await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
  await expect(field).toHaveAttribute('inputmode', 'numeric');
  const submit = amel.getByRole('button', { name: 'Vérifier et activer' });
  await field.fill(totp(secret, 100));
  await submit.click();
  await expect(amel.getByRole('alert')).toContainText('n’est pas le bon');
  await field.fill(totp(secret));
  await submit.click();
  const codes = amel.getByRole('list', { name: 'Dix codes de réserve' }).first().getByRole('listitem');
  await expect(codes).toHaveCount(10);
  reserve = await codes.allInnerTexts();
  await amel.getByLabel('J’ai noté mes dix codes').check();
  await amel.getByRole('button', { name: 'Terminé' }).click();
  await expect(amel.getByText('Il reste 10 codes de réserve.')).toBeVisible();
});

test('AUTH-12, AUTH-13 after the password a browser asks for the code; one that is trusted does not ask again', async ({
  browser,
  server,
}) => {
  const phone = await newPhone(browser);
  await givePassword(phone, server.url);
  await expect(phone.getByRole('heading', { name: 'Votre code' })).toBeFocused();
  const field = phone.getByLabel('Code à six chiffres');
  const submit = phone.getByRole('button', { name: 'Continuer' });
  await field.fill(totp(secret, 100));
  await submit.click();
  await expect(phone.getByRole('alert')).toContainText('n’est pas le bon');
  const code = totp(secret, 1);
  await field.fill(`${code.slice(0, 3)} ${code.slice(3)}`);
  await phone.getByLabel('Ne plus demander ici pendant 30 jours').check();
  await submit.click();
  await expect(phone.getByRole('heading', { name: 'Un nouvel appareil' })).toBeVisible();

  // Not signed out: the session ends somewhere else.
  const cookies = await phone.context().cookies();
  await phone.context().clearCookies({ name: 'sanad.session_token' });
  expect(cookies.find(({ name }) => name === 'sanad.trust_device')?.httpOnly).toBe(true);
  await givePassword(phone, server.url);
  await expect(phone.getByRole('heading', { name: 'Un nouvel appareil' })).toBeVisible();
  await phone.context().close();
});

test('AUTH-12 a reserve code opens once, and the code can be turned off with another one', async ({ browser, server }) => {
  const phone = await newPhone(browser);
  await givePassword(phone, server.url);
  await phone.getByRole('button', { name: 'Je n’ai pas mon téléphone' }).click();
  await expect(phone.getByRole('heading', { name: 'Un code de réserve' })).toBeFocused();
  await phone.getByLabel('Code de réserve').fill(reserve[0]?.toLowerCase() ?? '');
  await phone.getByRole('button', { name: 'Continuer' }).click();
  await expect(phone.getByRole('heading', { name: 'Un nouvel appareil' })).toBeVisible();
  await phone.context().clearCookies();
  await givePassword(phone, server.url);
  await phone.getByRole('button', { name: 'Je n’ai pas mon téléphone' }).click();
  await phone.getByLabel('Code de réserve').fill(reserve[0] ?? '');
  await phone.getByRole('button', { name: 'Continuer' }).click();
  await expect(phone.getByRole('alert')).toContainText('déjà servi');
  await phone.context().close();
});

for (const language of LANGUAGES)
  test(`no serious fault on what is asked and shown, ${language}`, async ({ browser, server }) => {
    test.setTimeout(120_000);
    for (const path of ['/settings/security', '/settings/security/password', '/settings/security/code']) {
      await openIn(amel, language, `${server.url}${path}`);
      expect(await faults(amel), path).toEqual([]);
    }
    const phone = await newPhone(browser);
    await phone.goto(server.url);
    await openIn(phone, language, `${server.url}/sign-in`);
    await phone.locator('input[autocomplete="username"]').fill(account.staffNumber);
    await phone.locator('input[autocomplete="current-password"]').fill(account.password);
    await phone.locator('button[type="submit"]').click();
    await expect(phone.locator('input[autocomplete="one-time-code"]')).toBeVisible();
    expect(await faults(phone), 'code').toEqual([]);
    await phone.context().close();
  });

test('AUTH-16, AUTH-17 a passkey is made, named, and signs in alone; what PRF computed never leaves', async ({ server }) => {
  await openIn(amel, 'fr', `${server.url}/settings/security`);
  await addAuthenticator(amel);
  // As if something else in the page had asked for it: the browser then hands the secret out with every answer.
  await amel.addInitScript(() => {
    const found: string[] = [];
    Object.assign(window, { prfResults: found });
    const withPrf = <T extends { publicKey?: object }>(options?: T): T | undefined => {
      if (options?.publicKey)
        Object.assign(options.publicKey, { extensions: { prf: { eval: { first: new Uint8Array(32).fill(7) } } } });
      return options;
    };
    const keep = (credential: Credential | null) => {
      const results = (credential as PublicKeyCredential).getClientExtensionResults() as {
        prf?: { results?: { first?: ArrayBuffer } };
      };
      const first = results.prf?.results?.first;
      if (first !== undefined) found.push([...new Uint8Array(first)].join(','));
      return credential;
    };
    const container = navigator.credentials;
    const [create, get] = [container.create.bind(container), container.get.bind(container)];
    container.create = async (options) => keep(await create(withPrf(options)));
    container.get = async (options) => keep(await get(withPrf(options)));
  });
  await amel.reload();
  const bodies: Uint8Array[] = [];
  amel.on('request', (request) => {
    const body = request.postDataBuffer();
    if (body !== null) bodies.push(new Uint8Array(body));
  });

  await amel.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  const list = amel.getByRole('list', { name: 'Vos clés d’accès' }).getByRole('listitem');
  await expect(list).toHaveCount(1);
  await list.getByRole('button', { name: /^Renommer/ }).click();
  await amel.getByLabel('Nom de la clé').fill('Téléphone d’Amel');
  await amel.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(list).toContainText('Téléphone d’Amel');

  await open(amel, '/settings', 'Profil');
  await amel.getByRole('button', { name: 'Se déconnecter de cet appareil' }).click();
  await amel
    .getByRole('dialog')
    .getByRole('button', { name: /^Se déconnecter/ })
    .click();
  await amel.getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
  // Neither login, nor password, nor code.
  await expect(amel.getByRole('heading', { name: 'Un nouvel appareil' })).toBeVisible();
  await expect(amel.getByText('Bonjour Amel Nour.')).toBeVisible();

  const secrets = await amel.evaluate(() => (window as unknown as { prfResults: string[] }).prfResults);
  expect(secrets.length).toBeGreaterThan(0);
  expect(bodies.length).toBeGreaterThan(4);
  for (const secretBytes of secrets.map((text) => new Uint8Array(text.split(',').map(Number)))) {
    expect(secretBytes).toHaveLength(32);
    const base64 = btoa(String.fromCharCode(...secretBytes)).replace(/=+$/, '');
    for (const body of bodies) {
      const text = String.fromCharCode(...body);
      for (const form of [String.fromCharCode(...secretBytes), base64, base64.replaceAll('+', '-').replaceAll('/', '_')])
        expect(text.includes(form)).toBe(false);
      expect(text).not.toContain('clientExtensionResults');
    }
  }
});

test('AUTH-15 the code is turned off with a reserve code, after a proof with the passkey', async () => {
  await amel.getByRole('button', { name: 'Avec le code de secours' }).click();
  await amel.getByLabel('Code de secours').fill(account.recoveryCode.join(''));
  await amel.getByRole('button', { name: 'Rouvrir mes messages' }).click();
  await expect(amel.getByRole('heading', { level: 1, name: 'Profil' })).toBeVisible(); // the address survived
  await open(amel, '/settings/security/code', 'Code à six chiffres');
  await amel.getByRole('button', { name: 'Désactiver' }).click();
  await amel.getByLabel('Code à six chiffres ou code de réserve').fill(reserve[1] ?? '');
  await amel.getByRole('dialog').getByRole('button', { name: 'Désactiver' }).click();
  await amel.getByRole('dialog', { name: 'C’est bien vous ?' }).getByRole('button', { name: 'Utiliser une clé d’accès' }).click();
  await expect(amel.getByText('Code à six chiffres désactivé.')).toBeVisible();
  await expect(amel.getByRole('button', { name: 'Activer' })).toBeVisible();
});
