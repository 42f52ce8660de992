/** Who is really who: numbers that are compared, an identity that changed, a server that shows what cannot be, a page that runs nothing foreign. */
import { type BrowserContext, expect, type Locator, type Page, type Route } from '@playwright/test';
import { faults, LANGUAGES, openIn } from './support/accessible.ts';
import { codeOn, showToCamera } from './support/camera.ts';
import { approve, askForAccess, createHospital, type Enrolled, message, send, writeTo } from './support/people.ts';
import { resetIdentity } from './support/reset.ts';
import { test } from './support/server.ts';
import { firstAdminLink } from './support/two-colleagues.ts';

test.use({ hospital: 'trust' });
test.describe.configure({ mode: 'serial' });

let salma: Page;
let amel: Page;
let salmaAccount: Enrolled;
let amelAccount: Enrolled;
const contexts: BrowserContext[] = [];

test.beforeAll(async ({ browser, server }) => {
  test.setTimeout(120_000);
  for (let i = 0; i < 2; i++)
    contexts.push(await browser.newContext({ locale: 'fr-FR', viewport: { width: 1280, height: 800 } }));
  [salma, amel] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page];
  salmaAccount = await createHospital(salma, firstAdminLink(server));
  amelAccount = await askForAccess(amel, server.url, 'Amel Nour');
  await approve(salma, amel, 'Amel Nour');
  await salma.setViewportSize({ width: 390, height: 844 });
  await writeTo(amel, 'Salma Administratrice');
  await send(amel, 'Bonjour');
});
test.afterAll(async () => {
  for (const context of contexts) await context.close();
});

async function openCard(page: Page, name: string): Promise<void> {
  await page.goto(new URL('/directory', page.url()).href);
  await page.getByRole('link', { name: new RegExp(name) }).click();
  await expect(page.getByRole('heading', { name: 'Sécurité' })).toBeVisible();
}
const sheet = (page: Page): Locator => page.getByRole('dialog');
async function openNumber(page: Page, button: string): Promise<string> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const groups = sheet(page).getByRole('list', { name: 'Numéro de sécurité' }).getByRole('listitem');
  await expect(groups).toHaveCount(12);
  return (await groups.allInnerTexts()).join('');
}

test('TRUST-1, TRUST-2 the same digits on both screens: compared by eye, marked everywhere, and the hospital is confirmed', async () => {
  await openCard(salma, 'Amel Nour');
  await expect(salma.getByText('Non vérifié')).toBeVisible();
  const number = await openNumber(salma, 'Vérifier');
  await openCard(amel, 'Salma Administratrice');
  expect(await openNumber(amel, 'Vérifier')).toBe(number);
  expect(number).toMatch(/^\d{60}$/);
  // Who finds them different is told what that means.
  await sheet(salma).getByRole('button', { name: 'Ils sont différents' }).click();
  await expect(sheet(salma).getByRole('alert')).toContainText('prévenez l’administration');
  await sheet(salma).getByRole('button', { name: 'Les chiffres sont les mêmes' }).click();
  await expect(salma.getByText('Amel Nour : numéro vérifié.')).toBeVisible();
  await expect(salma.locator('.card-page .tag', { hasText: 'Vérifié' })).toBeVisible();
  await salma.goto(new URL('/directory', salma.url()).href);
  await expect(salma.getByRole('link', { name: /Amel Nour/ })).toContainText('Vérifié');
  await writeTo(salma, 'Amel Nour');
  await expect(salma.locator('.bar-id')).toContainText('Vérifié');
  await salma.goto(new URL('/settings/trust', salma.url()).href);
  await expect(salma.getByText('Confirmé', { exact: true })).toBeVisible();
  await expect(salma.getByRole('link', { name: /Amel Nour/ })).toBeVisible();
});

test('TRUST-2 read by the camera from the other screen, and taken back', async () => {
  // Both show the same code, as they show the same number.
  await showToCamera(amel, await codeOn(amel));
  await sheet(amel).getByRole('button', { name: 'Scanner son écran' }).click();
  await expect(amel.getByText('Salma Administratrice : numéro vérifié.')).toBeVisible();
  await openNumber(amel, 'Numéro de sécurité');
  await sheet(amel).getByRole('button', { name: 'Retirer la vérification' }).click();
  await expect(amel.getByText('Vérification retirée.')).toBeVisible();
  await expect(amel.getByText('Non vérifié')).toBeVisible();
});

/**
 * The server's directory with one letter of her name changed: nobody signed that name. Asked for by pages that are left meanwhile, too. The
 * returned function tells the truth again; the route stays, for taking it away cuts off what is under way through it.
 */
async function renameHer(context: BrowserContext): Promise<() => void> {
  let isLying = true;
  const answer = async (route: Route): Promise<void> => {
    const response = await route.fetch();
    const body = await response.body();
    const at = body.indexOf('Amel Nour');
    if (at >= 0 && isLying) body.write('Amel Noor', at);
    await route.fulfill({ response, body });
  };
  await context.route('**/api/v1/directory', (route) => answer(route).catch(() => undefined));
  return () => {
    isLying = false;
  };
}

test('TRUST-5 what the server shows and cannot be is told, explained, and gone when it shows the truth', async () => {
  const tellTheTruth = await renameHer(salma.context());
  await salma.goto(new URL('/', salma.url()).href);
  await expect(salma.getByText('Le serveur a montré quelque chose d’impossible.')).toBeVisible();
  for (const language of LANGUAGES) {
    await openIn(salma, language, new URL('/', salma.url()).href);
    await salma.locator('.trust-notice .btn').click();
    await expect(sheet(salma)).toContainText(language === 'fr' ? 'un autre nom' : 'اسمًا');
    expect(await faults(salma), `explanation, ${language}`).toEqual([]);
    await salma.keyboard.press('Escape');
  }
  await openIn(salma, 'fr', new URL('/settings/trust', salma.url()).href);
  await expect(salma.locator('.fault-list')).toContainText('que ceux que l’administration a signés');
  // What the engine asks for by itself is over before the truth is told: only she asks again.
  const asked = salma.waitForResponse('**/api/v1/directory');
  await salma.goto(new URL('/directory', salma.url()).href);
  await salma.getByRole('link', { name: /Amel Noor/ }).click();
  await expect(salma.getByText('Le serveur a montré quelque chose d’impossible.')).toBeVisible();
  await asked;
  tellTheTruth();
  await salma.getByRole('button', { name: 'Comprendre' }).click();
  await sheet(salma).getByRole('button', { name: 'Vérifier de nouveau' }).click();
  await expect(salma.getByText('Tout est de nouveau en ordre.')).toBeVisible();
  await salma.goto(new URL('/', salma.url()).href);
  await expect(salma.getByRole('link', { name: /Amel Nour/ }).first()).toBeVisible();
  await expect(salma.getByText('Le serveur a montré quelque chose d’impossible.')).toHaveCount(0);
});

for (const language of LANGUAGES)
  test(`no serious fault on the pages about trust, ${language}`, async () => {
    test.setTimeout(120_000);
    await openIn(salma, language, new URL('/settings/trust', salma.url()).href);
    expect(await faults(salma), 'trust').toEqual([]);
    await salma.goto(new URL('/directory', salma.url()).href);
    await salma.getByRole('link', { name: /Amel Nour/ }).click();
    await expect(salma.locator('.card-page .tag')).toBeVisible();
    expect(await faults(salma), 'card').toEqual([]);
    await salma
      .locator('.card-page .sec', { has: salma.locator('.tag') })
      .locator('.btn')
      .click();
    await expect(sheet(salma).locator('.safety')).toHaveCSS('direction', 'ltr');
    expect(await faults(salma), 'number').toEqual([]);
    await salma.keyboard.press('Escape');
    await openIn(salma, 'fr', new URL('/', salma.url()).href);
  });

test('HTTP-7 script that gets into the page is refused: inline, handlers, eval, markup, foreign addresses', async () => {
  const ran = await salma.evaluate(async () => {
    const tell = (what: string) => `window.ran = [...(window.ran ?? []), '${what}']`;
    const tries: Readonly<Record<string, () => unknown>> = {
      'inline script': () => {
        const script = document.createElement('script');
        script.textContent = tell('inline script');
        document.head.append(script);
      },
      handler: () => {
        const image = document.createElement('img');
        image.setAttribute('onerror', tell('handler'));
        image.src = 'data:,';
        document.body.append(image);
      },
      markup: () => {
        document.body.innerHTML += `<img src=x onerror="${tell('markup')}">`;
      },
      eval: () => Reflect.apply(Reflect.get(window, 'eval'), window, [tell('eval')]),
      function: () => new Function(tell('function'))(),
      'string timer': () => Reflect.apply(setTimeout, window, [tell('string timer'), 0]),
      'foreign script': () => {
        const script = document.createElement('script');
        script.src = 'https://example.org/x.js';
        document.head.append(script);
      },
      'blob script': () => {
        const script = document.createElement('script');
        script.src = URL.createObjectURL(new Blob([tell('blob script')]));
        document.head.append(script);
      },
      'foreign request': () => fetch('https://example.org/').then(() => Reflect.set(window, 'ran', ['foreign request'])),
      policy: () => {
        const factory: { createPolicy(name: string, rules: object): unknown } = Reflect.get(window, 'trustedTypes');
        factory.createPolicy('mine', { createHTML: (html: string) => html });
        Reflect.set(window, 'ran', ['policy']);
      },
    };
    const violated = new Set<string>();
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => violated.add(effectiveDirective));
    const thrown: string[] = [];
    // What a debugger evaluates may use `eval`, whatever the policy says: the page itself tries, in a task of its own.
    await new Promise((done) => setTimeout(done));
    for (const [name, attempt] of Object.entries(tries)) {
      try {
        await attempt();
      } catch {
        thrown.push(name);
      }
    }
    for (let i = 0; i < 20; i++) await new Promise((done) => requestAnimationFrame(done));
    return { ran: Reflect.get(window, 'ran') ?? [], thrown, violated: [...violated] };
  });
  expect(ran.ran).toEqual([]);
  expect(ran.thrown).toEqual(
    expect.arrayContaining(['markup', 'eval', 'function', 'foreign script', 'policy', 'foreign request']),
  );
  expect(ran.violated).toEqual(expect.arrayContaining(['connect-src', 'trusted-types']));
});

test('TRUST-3, TRUST-4 a new identity: shown in the conversation, asked about before an urgent message, confirmed in one tap', async ({
  server,
}) => {
  test.setTimeout(120_000);
  await writeTo(salma, 'Amel Nour');
  await expect(message(salma, 'Bonjour')).toBeVisible();
  resetIdentity(server, salmaAccount, amelAccount);
  const card = salma.locator('.sys[data-k="key"]');
  await expect(card).toContainText('Amel Nour a une nouvelle identité depuis aujourd’hui');
  await expect(card).toContainText('Votre vérification ne vaut plus.');
  await expect(salma.locator('.bar-id')).not.toContainText('Vérifié');
  await expect(salma.getByText('a une nouvelle identité, remise par un administrateur.')).toBeVisible();
  for (const language of ['ar', 'fr'] as const) {
    await openIn(salma, language, salma.url());
    await expect(card).toBeVisible();
    expect(await faults(salma), `conversation, ${language}`).toEqual([]);
  }
  await send(salma, 'Quand vous pourrez');
  await expect(message(salma, 'Quand vous pourrez')).toBeVisible();
  const entry = salma.getByRole('textbox', { name: 'Message' });
  await entry.fill('Venez en salle 2');
  await salma.getByRole('button', { name: /^Priorité/ }).click();
  await sheet(salma).getByText('Urgent', { exact: true }).click();
  await sheet(salma).getByRole('button', { name: 'Écrire le message' }).click();
  await salma.getByRole('button', { name: 'Envoyer en urgent' }).click();
  await expect(sheet(salma)).toContainText('les anciens appareils et l’ancien code de secours ne valent plus');
  expect(await faults(salma), 'before an urgent').toEqual([]);
  await expect(message(salma, 'Venez en salle 2')).toHaveCount(0);
  await sheet(salma)
    .getByRole('button', { name: /^C’est bien cette personne/ })
    .click();
  await expect(message(salma, 'Venez en salle 2')).toBeVisible();
  await expect(card).toHaveCount(0);
  await expect(entry).toHaveValue('');
});
