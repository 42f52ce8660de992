/**
 * Calls in Chromium, for `npm run bench`: reads one JSON object {url, people: [{login, password, code} twice], conversation, runs} from its standard input and
 * prints one of measurements: how long from the press on *Call* until it rings on the other side, and from the press on *Answer* until each side hears
 * the first packet of the other's voice. The clocks of both pages are this machine's.
 */
import { text } from 'node:stream/consumers';
import { chromium } from '@playwright/test';
import { median, patienceMs, signIn } from './bench-sign-in.mjs';
import { findOrInstallChromium } from './browser.mjs';

const { url, people, conversation, runs } = JSON.parse(await text(process.stdin));
const executablePath = await findOrInstallChromium();
if (executablePath === undefined) process.exit(3);
const args = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
const browser = await chromium.launch({ executablePath, args });
try {
  const [caller, called] = [await openConversation(people[0]), await openConversation(people[1])];
  const [ringing, media] = [[], []];
  // The first one loads what a call needs.
  for (let run = -1; run < runs; run++) {
    const measured = await callOnce(caller, called);
    if (run < 0) continue;
    ringing.push(measured.ringingMs);
    media.push(measured.mediaMs);
  }
  const [ringingMs, mediaMs] = [median(ringing), median(media)];
  const worst = { ringingWorstMs: Math.max(...ringing), mediaWorstMs: Math.max(...media) };
  process.stdout.write(`${JSON.stringify({ ringingMs, mediaMs, ...worst })}\n`);
} finally {
  await browser.close();
}

async function openConversation(person) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'fr-FR' });
  const page = await context.newPage();
  await page.addInitScript(noteFirstPackets);
  await signIn(page, { ...person, url });
  await page.getByRole('heading', { name: 'Messages', exact: true }).waitFor({ timeout: patienceMs });
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.goto(`${url}/c/${conversation}`);
  await callButton(page).waitFor({ timeout: patienceMs });
  return page;
}

/** Runs in the page, before everything else: a received track is silent until the first packet of its line. */
function noteFirstPackets() {
  globalThis.heard = [];
  const Original = globalThis.RTCPeerConnection;
  globalThis.RTCPeerConnection = class extends Original {
    constructor(configuration) {
      super(configuration);
      this.addEventListener('track', ({ track }) => {
        if (track.kind !== 'audio') return;
        track.addEventListener('unmute', () => globalThis.heard.push(performance.timeOrigin + performance.now()), { once: true });
      });
    }
  };
}

function callButton(page) {
  return page.getByRole('button', { name: 'Appeler', exact: true });
}

async function callOnce(caller, called) {
  for (const page of [caller, called])
    await page.evaluate(() => {
      globalThis.heard.length = 0;
    });
  const rings = called.evaluate(whenPainted, ['.call-pair', patienceMs]);
  const pressed = caller.evaluate(whenPressed);
  await callButton(caller).click();
  const ringingMs = (await rings) - (await pressed);
  const answered = called.evaluate(whenPressed);
  await called.getByRole('button', { name: 'Répondre', exact: true }).click();
  const answeredMs = await answered;
  const heard = [];
  for (const page of [caller, called]) {
    await page.waitForFunction(() => globalThis.heard.length > 0, undefined, { timeout: patienceMs });
    heard.push(await page.evaluate(() => globalThis.heard[0]));
  }
  await caller.getByRole('button', { name: 'Raccrocher', exact: true }).click();
  for (const page of [caller, called])
    await page.waitForFunction(() => document.querySelector('.call, .call-end') === null, undefined, { timeout: patienceMs });
  return { ringingMs, mediaMs: Math.max(...heard) - answeredMs };
}

/** Runs in the page. */
function whenPressed() {
  return new Promise((done) => {
    addEventListener('click', () => done(performance.timeOrigin + performance.now()), { capture: true, once: true });
  });
}
/** Runs in the page. */
function whenPainted([selector, timeoutMs]) {
  return new Promise((done, fail) => {
    const startedMs = performance.now();
    const look = () => {
      if (document.querySelector(selector) !== null)
        return requestAnimationFrame(() => done(performance.timeOrigin + performance.now()));
      if (performance.now() - startedMs > timeoutMs) return fail(new Error(`${selector} does not come`));
      return requestAnimationFrame(look);
    };
    look();
  });
}
