/**
 * The key self-test (KEY-1) in a third engine: WebKitGTK over plain WebDriver, where Debian's webkit2gtk-driver and xvfb are
 * installed; elsewhere nothing runs and nothing is counted. WebKit is what iPhones run, and the engine that loses some kinds of key.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from './environment.mjs';
import { addTallies, emptyTally, tallyOf } from './tally.mjs';
import { startTestServer } from './test-server.mjs';

const driver = '/usr/bin/WebKitWebDriver';
const framebuffer = '/usr/bin/Xvfb';

export async function webkitLane() {
  const browser = findMiniBrowser();
  if (!existsSync(driver) || !existsSync(framebuffer) || browser === undefined) return emptyTally;
  const folder = mkdtempSync(join(tmpdir(), 'sanad-webkit-'));
  const running = [];
  try {
    const display = `:${90 + (process.pid % 100)}`;
    running.push(spawn(framebuffer, [display, '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], { stdio: 'ignore' }));
    await sleep(800);
    const port = await freePort();
    const env = { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', LIBGL_ALWAYS_SOFTWARE: '1', XDG_RUNTIME_DIR: folder };
    // WebKit's own sandbox needs user namespaces that containers do not give.
    env.WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS = '1';
    running.push(spawn(driver, [`--port=${port}`, '--host=127.0.0.1'], { env, stdio: 'ignore' }));
    await sleep(800);
    return await drive(`http://127.0.0.1:${port}`, browser);
  } catch (error) {
    console.log(`✗ WebKit: ${error.message}`);
    return tallyOf(false, `WebKit: ${error.message}`);
  } finally {
    for (const child of running.reverse()) child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function findMiniBrowser() {
  for (const machine of existsSync('/usr/lib') ? readdirSync('/usr/lib') : []) {
    for (const version of ['webkit2gtk-4.1', 'webkit2gtk-4.0']) {
      const path = join('/usr/lib', machine, version, 'MiniBrowser');
      if (existsSync(path)) return path;
    }
  }
  return undefined;
}

async function drive(driverUrl, binary) {
  const capabilities = { browserName: 'MiniBrowser', 'webkitgtk:browserOptions': { binary, args: ['--automation'] } };
  const { sessionId } = await ask(driverUrl, 'POST', '/session', { capabilities: { alwaysMatch: capabilities } });
  const session = `/session/${sessionId}`;
  const open = (url) => ask(driverUrl, 'POST', `${session}/url`, { url });
  const inPage = async (body) => {
    const script = `const done = arguments[arguments.length - 1]; (async () => { ${body} })().then((value) => done({ value }), (error) => done({ error: String(error) }))`;
    const answer = await ask(driverUrl, 'POST', `${session}/execute/async`, { script, args: [] });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.value;
  };
  const server = await startTestServer();
  const tallies = [];
  const step = async (title, action) => {
    const failure = await action().then(
      () => undefined,
      (error) => error.message,
    );
    console.log(failure === undefined ? `✓ WebKit: ${title}` : `✗ WebKit: ${title}: ${failure}`);
    tallies.push(tallyOf(failure === undefined, `WebKit: ${title}: ${failure}`));
  };
  try {
    await ask(driverUrl, 'POST', `${session}/timeouts`, { script: 25_000, pageLoad: 25_000 });
    await step('the shell appears', async () => {
      await open(server.url);
      await inPage(shellAppears);
    });
    await step('KEY-1 device keys are stored and found again after a reload', async () => {
      await inPage(storeKeys);
      await ask(driverUrl, 'POST', `${session}/refresh`, {});
      await inPage(useStoredKeys);
    });
    await step('the shell reloads while the server is gone', async () => {
      await inPage(workerIsActive);
      await server.stop();
      await ask(driverUrl, 'POST', `${session}/refresh`, {});
      await inPage(shellAppears);
    });
  } finally {
    await server.stop();
    await ask(driverUrl, 'DELETE', session).catch(() => undefined);
  }
  return addTallies(...tallies);
}

async function ask(driverUrl, method, path, body) {
  const init = { method, headers: { 'content-type': 'application/json' }, signal: AbortSignal.timeout(40_000) };
  const response = await fetch(driverUrl + path, body === undefined ? init : { ...init, body: JSON.stringify(body) });
  const { value } = await response.json();
  if (response.status >= 400) throw new Error(`${value.error}: ${value.message}`);
  return value;
}

const shellAppears = `
  for (let i = 0; i < 100; i++) {
    if (document.body && document.body.querySelector('form, button, main, [role=main]')) return true;
    await new Promise((next) => setTimeout(next, 100));
  }
  throw new Error('the page stays empty');`;

const workerIsActive = `
  const { active } = await navigator.serviceWorker.ready;
  for (let i = 0; i < 100 && active.state !== 'activated'; i++) await new Promise((next) => setTimeout(next, 100));
  return active.state;`;

const openStore = `
  const db = await new Promise((done, fail) => {
    const request = indexedDB.open('webkit-lane', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('keys');
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
  });`;

const storeKeys = `${openStore}
  const sig = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  const kem = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, false, ['deriveBits']);
  await new Promise((done, fail) => {
    const transaction = db.transaction('keys', 'readwrite');
    transaction.objectStore('keys').put({ sig, kem }, 'own');
    transaction.oncomplete = done;
    transaction.onerror = () => fail(transaction.error);
  });`;

const useStoredKeys = `${openStore}
  const { sig, kem } = await new Promise((done, fail) => {
    const request = db.transaction('keys').objectStore('keys').get('own');
    request.onsuccess = () => (request.result ? done(request.result) : fail(new Error('the keys are gone')));
  });
  const words = new TextEncoder().encode('SANAD');
  const signature = await crypto.subtle.sign('Ed25519', sig.privateKey, words);
  if (!(await crypto.subtle.verify('Ed25519', sig.publicKey, signature, words))) throw new Error('signature');
  const bits = await crypto.subtle.deriveBits({ name: 'ECDH', public: kem.publicKey }, kem.privateKey, 256);
  if (bits.byteLength !== 32) throw new Error('agreement');`;
