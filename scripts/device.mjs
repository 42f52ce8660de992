/** The programs of packages/headless, built when stale. Standard input, output and the exit code are theirs. */
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { build } from './build.mjs';
import { at, endWithNpm } from './environment.mjs';

export const device = (args) => becomeProgram('cli.js', args, 'headless');

/** Without an app that builds, what needs no app is measured all the same; the table says what was left out. */
export async function bench(args) {
  if (!args.includes('--no-browser')) await build('pwa').catch((error) => console.error(error.message));
  await becomeProgram('bench.js', args, 'headless', 'server');
}

async function becomeProgram(file, args, ...targets) {
  await build(...targets);
  const path = at('packages', 'headless', 'dist', file);
  if (!existsSync(path)) {
    console.error(`There is no ${file} to run yet.`);
    process.exit(2);
  }
  endWithNpm();
  process.argv = [process.argv[0], path, ...args];
  await import(pathToFileURL(path).href);
}
