/**
 * Builds what is stale and becomes the server: it runs in this very process, so that a signal reaches it alone and once, and nothing
 * is left behind when it ends.
 */
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { at, cleanEnv, endWithNpm } from './environment.mjs';

export async function start(args) {
  const unknown = args.filter((arg) => arg !== '--https');
  if (unknown.length > 0) {
    console.error(`unknown: ${unknown.join(' ')}\nusage: npm start [-- --https]`);
    process.exit(2);
  }
  await build('pwa', 'server');
  endWithNpm();
  for (const name of Object.keys(process.env)) if (!(name in cleanEnv)) delete process.env[name];
  if (args.includes('--https')) await (await import('./local-https.mjs')).prepareLocalHttps();
  process.argv.length = 2;
  await import(pathToFileURL(at('sync-server', 'dist', 'main.js')).href);
}
