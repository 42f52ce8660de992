/**
 * The import arrows (ARCHITECTURE.md) hold because lint holds them, and lint holds them because this plants one violation of each
 * and sees it caught. Whatever an arrow allows is planted too, and must pass.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, bin, run } from './environment.mjs';

/** One file per row: where it stands, what it imports. */
const forbidden = [
  ['packages/model/src/ids.ts', './wire/chunk.ts'],
  ['packages/model/src/result.ts', 'node:fs'],
  ['packages/model/src/schema/message.ts', '../wire/chunk.ts'],
  ['packages/model/src/schema/segment.ts', '../crypto/primitives.ts'],
  ['packages/model/src/schema/mark.ts', '@automerge/automerge'],
  ['packages/model/src/wire/up.ts', '../schema/message.ts'],
  ['packages/model/src/wire/down.ts', '../crypto/identity.ts'],
  ['packages/model/src/wire/http.ts', '@hpke/core'],
  ['packages/model/src/wire/limits.ts', 'cbor-x'],
  ['packages/model/src/wire/chunk.ts', '@automerge/automerge/slim'],
  ['packages/model/src/crypto/identity.ts', '@hpke/core'],
  ['packages/model/src/crypto/key-wrap.ts', '../wire/chunk.ts'],
  ['packages/model/src/crypto/seal.ts', '../schema/message.ts'],
  ['packages/model/src/sync/cursor.ts', '../engine/api.ts'],
  ['packages/model/src/sync/pending.ts', 'node:crypto'],
  ['packages/model/src/sync/log.ts', '@automerge/automerge-repo/slim'],
  ['packages/model/src/call/state.ts', '../engine/api.ts'],
  ['packages/model/src/calendar/expand.ts', '../engine/api.ts'],
  ['packages/model/src/calendar/recurrence.ts', 'rrule'],
  ['packages/model/src/engine/engine.ts', 'solid-js'],
  ['packages/model/src/engine/leader.ts', 'ws'],
  ['packages/model/src/engine/views.ts', '../../../../pwa/src/app/router.tsx'],
  ['packages/model/src/engine/search.ts', '../crypto/unsafe-keys.ts'],
  ['packages/model/src/engine/commands.ts', '../../test/scenario/people.ts'],
  ['packages/headless/src/cli.ts', '@sanad/sync-server/app'],
  ['packages/headless/src/device.ts', '@sanad/pwa/app'],
  ['packages/headless/src/socket.ts', '../../../sync-server/src/app.ts'],
  ['packages/headless/src/bench/main.ts', 'solid-js'],
  ['sync-server/src/app.ts', '@sanad/model/crypto/primitives'],
  ['sync-server/src/config.ts', '@sanad/model/schema/message'],
  ['sync-server/src/log.ts', '@sanad/model/sync/cursor'],
  ['sync-server/src/main.ts', '@sanad/model/engine/api'],
  ['sync-server/src/relay/append.ts', '@automerge/automerge'],
  ['sync-server/src/relay/hub.ts', '@automerge/automerge-repo/slim'],
  ['sync-server/src/relay/verify.ts', '@hpke/core'],
  ['sync-server/src/relay/socket.ts', '@noble/ciphers/aes'],
  ['sync-server/src/http/pages.ts', '../../../pwa/src/app/router.tsx'],
  ['sync-server/src/db/pool.ts', 'solid-js'],
  ['sync-server/src/db/bytes.ts', '../../../packages/model/src/bytes.ts'],
  ['sync-server/src/auth/session.ts', '../../test/unsafe-session.ts'],
  ['sync-server/migrations/0001-first.ts', 'pg'],
  ['pwa/src/ui/button.tsx', '../features/inbox/inbox.tsx'],
  ['pwa/src/ui/dialog.tsx', '../platform/storage.ts'],
  ['pwa/src/ui/field.tsx', '@sanad/model/ids'],
  ['pwa/src/i18n/fr.ts', '../features/inbox/inbox.tsx'],
  ['pwa/src/app/shell.tsx', '@sanad/model/crypto/primitives'],
  ['pwa/src/app/router.tsx', '@automerge/automerge/slim'],
  ['pwa/src/features/inbox/inbox.tsx', '../conversation/thread.tsx'],
  ['pwa/src/features/inbox/parts/row.tsx', '../../conversation/thread.tsx'],
  ['pwa/src/features/inbox/state.ts', '../../sw/sw.ts'],
  ['pwa/src/features/inbox/list.tsx', '../../worker/engine.ts'],
  ['pwa/src/features/inbox/send.ts', '@sanad/model/sync/cursor'],
  ['pwa/src/features/inbox/keep.ts', 'idb'],
  ['pwa/src/platform/locks.ts', 'solid-js'],
  ['pwa/src/platform/socket.ts', '../features/inbox/state.ts'],
  ['pwa/src/worker/engine.ts', 'solid-js/store'],
  ['pwa/src/worker/host.ts', '../features/inbox/state.ts'],
  ['pwa/src/sw/sw.ts', 'solid-js'],
  ['pwa/src/sw/push.ts', '../app/shell.tsx'],
  ['pwa/src/sw/open.ts', '@sanad/model/engine/api'],
  ['pwa/src/sw/chunk.ts', '@automerge/automerge/slim'],
  ['e2e/first-contact.spec.ts', '../pwa/src/app/router.tsx'],
  ['e2e/two-people.spec.ts', '@sanad/model/ids'],
  ['e2e/hostile.spec.ts', '../packages/model/src/ids.ts'],
];

const allowed = [
  ['packages/model/src/schema/event.ts', '../ids.ts'],
  ['packages/model/src/schema/root.ts', '@automerge/automerge/slim'],
  ['packages/model/src/wire/fields.ts', 'valibot'],
  ['packages/model/src/cbor.ts', 'cbor-x'],
  ['packages/model/src/crypto/primitives.ts', '@hpke/core'],
  ['packages/model/src/sync/push.ts', '../wire/chunk.ts'],
  ['packages/model/src/calendar/ics-import.ts', 'ical.js'],
  ['packages/model/src/engine/documents.ts', '@automerge/automerge-repo/slim'],
  ['packages/model/src/wire/up.test.ts', '../crypto/identity.ts'],
  ['packages/headless/src/profile.ts', 'node:fs'],
  ['packages/headless/src/files.ts', 'node:fs/promises'],
  ['packages/headless/src/engine.ts', '@sanad/model/engine/api'],
  ['sync-server/src/relay/frames.ts', '@sanad/model/wire/up'],
  ['sync-server/src/relay/keys.ts', 'node:crypto'],
  ['sync-server/src/ids.ts', '@sanad/model/ids'],
  ['pwa/src/features/inbox/row.tsx', '../../ui/button.tsx'],
  ['pwa/src/features/inbox/words.ts', '@sanad/model/engine/api'],
  ['pwa/src/platform/storage.ts', '@sanad/model/bytes'],
  ['pwa/src/worker/main.ts', '../platform/storage.ts'],
  ['pwa/src/sw/show.ts', '@sanad/model/crypto/primitives'],
  ['pwa/src/sw/read.ts', '../platform/storage.ts'],
  ['e2e/offline.spec.ts', '@playwright/test'],
  ['e2e/support/server.ts', 'node:timers/promises'],
];

let folder = '';
const caught = new Set();

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'sanad-arrows-')));
  for (const name of ['biome.json', '.gitignore']) copyFileSync(at(name), join(folder, name));
  for (const [path, specifier] of [...forbidden, ...allowed]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `import '${specifier}';\n`);
  }
  const cycle = join(folder, 'sync-server/src/relay');
  writeFileSync(join(cycle, 'here.ts'), "import { there } from './there.ts';\nexport const here = () => there;\n");
  writeFileSync(join(cycle, 'there.ts'), "import { here } from './here.ts';\nexport const there = () => here;\n");
  writeFileSync(join(cycle, 'barrel.ts'), "export * from './frames.ts';\n");
  writeFileSync(join(cycle, 'bytes.ts'), 'export const bytes = Buffer.alloc(1);\n');
  const { output } = await run(bin('biome'), ['lint', '--reporter=github', '--max-diagnostics=none', '.'], {
    cwd: folder,
    quiet: true,
  });
  for (const [, rule, file] of output.matchAll(/title=lint\/([\w/]+),file=([^,]+),/g))
    caught.add(`${rule} ${relative(folder, resolve(folder, file))}`);
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('an arrow against the house is caught', () => {
  test.each(forbidden)('%s must not import %s', (path) => expect(caught).toContain(`style/noRestrictedImports ${path}`));
});

describe('an arrow of the house passes', () => {
  test.each(allowed)('%s may import %s', (path) => expect(caught).not.toContain(`style/noRestrictedImports ${path}`));
});

test.each([
  ['suspicious/noImportCycles', 'sync-server/src/relay/here.ts'],
  ['performance/noReExportAll', 'sync-server/src/relay/barrel.ts'],
  ['style/noRestrictedGlobals', 'sync-server/src/relay/bytes.ts'],
])('%s is caught', (rule, path) => expect(caught).toContain(`${rule} ${path}`));

test('every feature folder stands in the rule that keeps features apart', () => {
  const names = readdirSync(at('pwa/src/features'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const { overrides } = JSON.parse(readFileSync(at('biome.json'), 'utf8'));
  const rule = overrides.find(({ includes }) => includes.includes('pwa/src/features/**'));
  const { patterns } = rule.linter.rules.style.noRestrictedImports.options;
  const apart = patterns.flatMap(({ group }) => group);
  for (const { name } of names) expect(apart).toContain(`../${name}/**`);
});
