/** One file for `node`: our sources and the model's wire shapes; every package stays in node_modules. */
import { defineConfig } from 'rolldown';

const isOurs = (id) => id.startsWith('.') || id.startsWith('/') || id.startsWith('@sanad/model/') || /^[A-Za-z]:[\\/]/.test(id);

export default defineConfig({
  input: 'src/main.ts',
  platform: 'node',
  external: (id) => !isOurs(id),
  output: { file: 'dist/main.js', format: 'esm', sourcemap: true },
});
