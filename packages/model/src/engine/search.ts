/**
 * Search in everything on this device (SEARCH-1 … SEARCH-3), in the worker. Pages are made once per state of a document, kept sealed like all
 * rows, and read again when they are asked for. What is found is verified before it is shown: an entry that only looks like a message
 * is in no result, and neither are words that were edited away or recalled.
 */
import * as v from 'valibot';
import { isMessageId, type MessageId, type SpaceId } from '../ids.ts';
import { ok, type Result } from '../result.ts';
import { wordsOf } from '../schema/fold-text.ts';
import { isoWeek, MESSAGE_SEGMENT_KIND } from '../schema/segment.ts';
import type { CommandError, SearchHit, SearchQuery, SearchResult } from './api.ts';
import type { EngineContext } from './context.ts';
import type { Documents, Segment } from './documents.ts';
import { filesSummary } from './files/files-summary.ts';
import type { LogStore, LogSummary } from './log-store.ts';
import { stateOfMessage } from './message-acts.ts';
import { buildPage, listPage, type PageHit, type Searchable, SearchPage, scanPage } from './search-page.ts';
import { indexOf, verifiedActsOn } from './segment-index.ts';
import type { Spaces, SpaceView } from './spaces.ts';
import { isMessage, type VerifiedMessages } from './verified-messages.ts';

export interface Search {
  find(query: SearchQuery): Promise<Result<SearchResult, CommandError>>;
  /** Makes the pages that are missing, one document after the other. */
  index(): Promise<void>;
}

export interface SearchParts {
  readonly context: EngineContext;
  readonly spaces: Spaces;
  readonly documents: Documents;
  readonly logs: LogStore;
  readonly verifiedMessages: VerifiedMessages;
  /** EPOCH-16: a conversation is searched with what went on in it. */
  readonly earlier: (space: SpaceId) => readonly SpaceId[];
}

const defaultLimit = 50;
const openDocuments = 24;

export function makeSearch({ context, spaces, documents, logs, verifiedMessages, earlier }: SearchParts): Search {
  const { store } = context;
  const pages = new Map<string, SearchPage>();

  const searchable = (only: SpaceId | undefined) =>
    (only === undefined ? spaces.all() : [only, ...earlier(only)].flatMap((space) => spaces.get(space) ?? []))
      .flatMap((space) => logs.ofSpace(space.space).map((log) => ({ space, log })))
      .filter(({ log }) => log.kind === MESSAGE_SEGMENT_KIND)
      .sort((a, b) => ((a.log.segment ?? '') < (b.log.segment ?? '') ? 1 : -1));

  async function pageOf(log: LogSummary): Promise<SearchPage> {
    const key = ['search', log.log] as const;
    // What the log brought so far and whether something of ours waits in it: another page when it changes.
    const state = `${log.cursor} ${store.get(['dirty', log.log]) === undefined ? '' : 'own'}`;
    const known = pages.get(log.log) ?? (await fetchPage(key));
    if (known?.state === state && !state.endsWith('own')) {
      pages.set(log.log, known);
      return known;
    }
    const page = buildPage(state, messagesIn(await documents.open(log.log)));
    pages.set(log.log, page);
    await store.commit([{ key, value: page }]);
    return page;
  }

  async function fetchPage(key: readonly ['search', string]): Promise<SearchPage | undefined> {
    const parsed = v.safeParse(SearchPage, await store.fetch(key));
    return parsed.success ? parsed.output : undefined;
  }

  /** Texts with their edits: an edit is found under its message. Not verified: what is found is, before it is shown. */
  function messagesIn(segment: Segment): readonly Searchable[] {
    const messages: Searchable[] = [];
    for (const [id, value] of Object.entries(segment.entries())) {
      const parsed = isMessageId(id) ? verifiedMessages.parse(value) : undefined;
      if (parsed?.type === 'message' && isMessageId(id))
        messages.push({ id, sentAtMs: parsed.entry.sentAtMs, text: parsed.entry.text });
      if (parsed?.type === 'act' && parsed.entry.act.kind === 'edit')
        messages.push({
          id: parsed.entry.act.target,
          sentAtMs: parsed.entry.sentAtMs,
          text: parsed.entry.act.value.text,
          isEdit: true,
        });
    }
    return messages;
  }

  /** The message as it reads now, when it still is what was asked for. */
  async function hitOf(
    space: SpaceView,
    segment: Segment,
    id: MessageId,
    query: SearchQuery,
    words: readonly string[],
  ): Promise<SearchHit | undefined> {
    const entries = segment.entries();
    const found = Object.hasOwn(entries, id) ? await verifiedMessages.check(space, id, entries[id]) : undefined;
    if (!isMessage(found)) return undefined;
    const { author, priority, sentAtMs, details } = found.entry;
    if (query.person !== undefined && author !== query.person) return undefined;
    if (query.priority !== undefined && priority !== query.priority) return undefined;
    const acts = await verifiedActsOn(verifiedMessages, space, indexOf(segment), id);
    const { text, recalledAtMs } = stateOfMessage(found.entry, acts);
    const has = wordsOf(text);
    const isStill = recalledAtMs === undefined && words.every((word) => has.some((one) => one.startsWith(word)));
    if (!isStill) return undefined;
    return { id, conversation: space.space, author, text, files: filesSummary(details.attachments), priority, sentAtMs };
  }

  /** At most `limit` of one document. */
  async function hitsIn(
    space: SpaceView,
    log: LogSummary,
    page: SearchPage,
    query: SearchQuery,
    words: readonly string[],
    limit: number,
  ) {
    const hits: SearchHit[] = [];
    const seen = new Set<MessageId>();
    let segment: Segment | undefined;
    for (const found of words.length === 0 ? listPage(page) : scanPage(page, words)) {
      if (hits.length >= limit) break;
      if (seen.has(found.id) || !isInTime(found, query)) continue;
      seen.add(found.id);
      segment ??= await documents.open(log.log);
      const hit = await hitOf(space, segment, found.id, query, words);
      if (hit !== undefined && isoWeek(hit.sentAtMs) === log.segment) hits.push(hit);
    }
    return hits;
  }

  const isInTime = ({ sentAtMs }: PageHit, { fromMs = 0, toMs = Number.MAX_SAFE_INTEGER }: SearchQuery): boolean =>
    sentAtMs >= fromMs && sentAtMs <= toMs;

  return {
    async find(query) {
      const words = [...new Set(wordsOf(query.text))];
      const limit = query.limit ?? defaultLimit;
      const hits: SearchHit[] = [];
      let searched = 0;
      let sinceMs: number | undefined;
      let hasMore = false;
      let week: string | undefined;
      let isFull = false;
      for (const { space, log } of searchable(query.conversation)) {
        const page = await pageOf(log);
        searched += page.messages;
        const [first] = page.sentAtMs;
        if (first !== undefined) sinceMs = Math.min(sinceMs ?? first, first);
        // A week is searched in all conversations before an older one is: the newest come first whoever wrote them.
        if (log.segment !== week) isFull = hits.length >= limit;
        week = log.segment;
        if (isFull) hasMore = true;
        else hits.push(...(await hitsIn(space, log, page, query, words, limit + 1)));
      }
      hits.sort((a, b) => b.sentAtMs - a.sentAtMs);
      return ok({ hits: hits.slice(0, limit), searched, sinceMs, hasMore: hasMore || hits.length > limit });
    },
    async index() {
      for (const { log } of searchable(undefined)) {
        await pageOf(log);
        await documents.trim(openDocuments);
      }
    },
  };
}
