import { expect, test } from 'vitest';
import { makeClock } from '../../test/support/engine.ts';
import { testDeviceId, testUser } from '../../test/support/links.ts';
import { type MessageId, messageIdFromBytes, type PhraseId, phraseIdFromBytes, type SpaceId, type UserId } from '../ids.ts';
import { encodeAct } from '../schema/act.ts';
import { maxPhrases } from '../schema/message-values.ts';
import { GROUP_SETTINGS } from '../schema/segment.ts';
import type { EngineContext } from './context.ts';
import type { Segment } from './documents.ts';
import { foldGroupPhrases, groupPhrasesOf, pendingGroupPhrases } from './group-phrases.ts';
import { makeGroups } from './groups.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import type { StoreWrite } from './store.ts';
import type { VerifiedMessages } from './verified-messages.ts';

const idBytes = (i: number): Uint8Array => new Uint8Array(12).fill(i).fill(i >> 8, 0, 1);
const idOf = (i: number): MessageId => messageIdFromBytes(idBytes(i));
const keyOf = (i: number): PhraseId => phraseIdFromBytes(idBytes(i));
const space = '0a'.repeat(16) as SpaceId;
const nowMs = 1_763_800_000_000;
const [amel, youssef, karim] = [testUser(1), testUser(2), testUser(3)];

let count = 0;
const phrase = (key: PhraseId, text: string, atMs: number) => {
  count += 1;
  const act = { kind: 'phrase', target: null, value: { key, text } } as const;
  return { id: idOf(count), clock: { wallMs: atMs, counter: 0 }, act };
};
const textsOf = (rows: ReturnType<typeof foldGroupPhrases>): readonly string[] => rows.map(({ text }) => text).toSorted();

test('DOC-14 two administrators at once: per phrase the newest word, whatever the order of arrival', () => {
  const said = [
    phrase(keyOf(1), 'lit prêt', 1000),
    phrase(keyOf(2), 'bloc prévenu', 1000),
    phrase(keyOf(1), 'lit prêt et propre', 2000),
    phrase(keyOf(2), '', 3000),
    phrase(keyOf(2), 'bloc averti', 2500),
  ];
  const there = textsOf(foldGroupPhrases([], said));
  expect(there).toEqual(['lit prêt et propre']);
  expect(textsOf(foldGroupPhrases([], said.toReversed()))).toEqual(there);
});

test('DOC-14 a group keeps so many phrases: the newest', () => {
  const said = Array.from({ length: maxPhrases + 5 }, (_, i) => phrase(keyOf(i), `phrase ${i}`, 1000 + i));
  const kept = foldGroupPhrases([], said);
  expect(kept).toHaveLength(maxPhrases);
  expect(kept.some(({ text }) => text === 'phrase 4')).toBe(false);
  expect(kept.some(({ text }) => text === 'phrase 5')).toBe(true);
});

/** Rows in memory, and entries of which nothing is checked but what the test says about their authors. */
function openGroups(entries: readonly (ReturnType<typeof phrase> & { readonly author: UserId; readonly sentAtMs: number })[]) {
  const rows = new Map<string, unknown>();
  const store = { get: (key: readonly string[]) => rows.get(key.join()), all: () => [] };
  const view = { space, kind: 'group', records: 2, admins: [[amel, 0, undefined] as const, [youssef, 0, 5000] as const] };
  const byId = new Map(entries.map((entry) => [entry.id as string, entry]));
  const groups = makeGroups(
    {
      store,
      identity: { user: karim },
      deps: { clock: makeClock(nowMs) },
      http: { clockOffsetMs: () => 0 },
    } as unknown as EngineContext,
    { get: () => view, syncEpochs: async () => undefined } as unknown as Spaces,
    {
      check: async (_space: SpaceView, id: string) => ({ type: 'act', entry: { ...byId.get(id), device: testDeviceId(1) } }),
    } as unknown as VerifiedMessages,
  );
  const segment = { entries: () => Object.fromEntries(entries.map(({ id }) => [id, {}])) } as unknown as Segment;
  return {
    async apply(): Promise<void> {
      const writes: readonly StoreWrite[] = await groups.applied(view as unknown as SpaceView, segment);
      for (const { key, value } of writes) rows.set(key.join(), value);
    },
    store: store as unknown as EngineContext['store'],
    rows,
  };
}

test('DOC-12, DOC-14 phrases count from who was an administrator when she wrote them, and from nobody else', async () => {
  const by = (author: UserId, key: PhraseId, text: string, atMs: number) => ({
    ...phrase(key, text, atMs),
    author,
    sentAtMs: atMs,
  });
  const opened = openGroups([
    by(amel, keyOf(1), 'd’Amel', 1000),
    by(youssef, keyOf(2), 'de Youssef, à temps', 4000),
    by(youssef, keyOf(3), 'de Youssef, trop tard', 6000),
    by(karim, keyOf(4), 'de Karim', 1000),
    by(karim, keyOf(1), 'changé par Karim', 9000),
  ]);
  await opened.apply();
  expect(textsOf([...groupPhrasesOf(opened.store, space)])).toEqual(['de Youssef, à temps', 'd’Amel']);
});

test('DOC-14 what was written here is there at once, and a deleted phrase is gone at once', async () => {
  const opened = openGroups([]);
  const row = (key: PhraseId, text: string, wallMs: number) => {
    count += 1;
    const act = encodeAct({ kind: 'phrase', target: null, value: { key, text } });
    return { id: idOf(count), wallMs, counter: 0, act, document: GROUP_SETTINGS };
  };
  const write = (...rows: readonly ReturnType<typeof row>[]): void => {
    const { key, value } = pendingGroupPhrases(opened.store, space, rows);
    opened.rows.set(key.join(), value);
  };
  write(row(keyOf(1), 'un', 1000), row(keyOf(2), 'deux', 1001));
  expect(textsOf([...groupPhrasesOf(opened.store, space)])).toEqual(['deux', 'un']);
  write(row(keyOf(1), '', 1002));
  expect(textsOf([...groupPhrasesOf(opened.store, space)])).toEqual(['deux']);
});

test('DOC-12 what an administrator dates into the future wins over nothing', async () => {
  const name = (value: string, atMs: number) => ({
    ...{ id: idOf(1000 + value.length), clock: { wallMs: atMs, counter: 0 }, author: amel, sentAtMs: atMs },
    act: { kind: 'name', target: null, value } as const,
  });
  const { apply, rows } = openGroups([name('Bloc', nowMs - 1000), name('for ever', Date.UTC(2150, 0))] as never);
  await apply();
  expect(rows.get(`group,${space}`)).toMatchObject({ name: { value: 'Bloc' } });
});
