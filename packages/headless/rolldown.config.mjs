/** One file per program for Node. What package.json lists stays outside; the model and what only the model uses are bundled. */
import { existsSync, readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const here = (path) => new URL(path, import.meta.url);
const programs = {
  cli: 'src/cli.ts',
  bench: 'src/bench/main.ts',
  'bench-floor': 'src/bench/floor-server.ts',
  'bench-open': 'src/bench/open-program.ts',
};
const input = Object.fromEntries(Object.entries(programs).filter(([, path]) => existsSync(here(path))));
const { dependencies } = JSON.parse(readFileSync(here('package.json'), 'utf8'));
const outside = Object.keys(dependencies).filter((name) => !name.startsWith('@sanad/'));

export default defineConfig({
  input,
  platform: 'node',
  external: (id) => id.startsWith('node:') || outside.some((name) => id === name || id.startsWith(`${name}/`)),
  output: { dir: 'dist', format: 'esm', entryFileNames: '[name].js', sourcemap: true, cleanDir: true },
});
