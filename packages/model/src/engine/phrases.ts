/** Phrases that somebody can choose while she writes (DOC-14): her own, those of her groups, and how often she chose them here. */
import * as v from 'valibot';
import { isPhraseId, type PhraseId } from '../ids.ts';
import { maxPhrases } from '../schema/message-values.ts';
import { countField as count } from '../wire/fields.ts';
import type { PhraseRow } from './api.ts';
import type { EngineContext } from './context.ts';
import { groupPhrasesOf } from './group-phrases.ts';
import type { GroupViews } from './group-view.ts';
import type { Preferences } from './preferences.ts';
import { makeRowReader } from './row-codec.ts';
import type { Spaces } from './spaces.ts';
import type { StoreWrite } from './store.ts';

/** ['phrase-uses']: [phrase, how often], the newest use first. */
const UsesRow = v.array(v.tuple([v.custom<PhraseId>(isPhraseId), count]));
/** Phrases of several groups are counted: more than one group may hold. */
const keptUses = 5 * maxPhrases;

export interface Phrases {
  /** In no order. */
  all(): readonly PhraseRow[];
  /** After one more use. */
  used(id: PhraseId): StoreWrite;
}

export interface PhrasesParts {
  readonly context: Pick<EngineContext, 'store'>;
  readonly spaces: Spaces;
  readonly groupViews: GroupViews;
  readonly preferences: Preferences;
}

export function makePhrases({ context, spaces, groupViews, preferences }: PhrasesParts): Phrases {
  const { store } = context;
  const read = makeRowReader(UsesRow, (row) => row);
  const uses = () => read(store.get(['phrase-uses'])) ?? [];

  return {
    all() {
      const counted = new Map(uses());
      const own = preferences.phrases().map((phrase) => ({ ...phrase, group: undefined, editable: true }));
      const ofGroups = spaces.all().flatMap((space) => {
        const kept = groupPhrasesOf(store, space.space);
        const known = kept.length === 0 ? undefined : groupViews.group(space.space);
        // Where a group goes on in a new space its phrases stand there as well (EPOCH-16).
        if (known === undefined || known.ended !== undefined || known.next !== undefined) return [];
        const group = { id: known.id, name: known.name };
        return kept.map(({ key, text }) => ({ id: key, text, group, editable: known.admin }));
      });
      return [...own, ...ofGroups].map((phrase) => ({ ...phrase, uses: counted.get(phrase.id) ?? 0 }));
    },
    used(id) {
      const before = uses().find(([known]) => known === id)?.[1] ?? 0;
      const others = uses().filter(([known]) => known !== id);
      return { key: ['phrase-uses'], value: [[id, before + 1], ...others].slice(0, keptUses) };
    },
  };
}
