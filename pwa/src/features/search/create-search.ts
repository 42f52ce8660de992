/** The search of a screen: asks the engine while somebody types, and keeps what stands until the next answer is there. */
import type { CommandError, SearchHit, SearchResult } from '@sanad/model/engine/api';
import type { Result } from '@sanad/model/result';
import { type Accessor, batch, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js';
import { createStore, reconcile } from 'solid-js/store';
import { useEngine } from '../../app/engine-client.ts';
import { makeLatest } from './latest.ts';
import { queryOf, type SearchForm } from './search-form.ts';

interface Question {
  readonly form: SearchForm;
  readonly limit: number;
}
/** What the shown hits answer. */
export interface Answered extends Question, Omit<SearchResult, 'hits'> {}

/** Shorter than a word, longer than the pause between two letters. */
const typingPauseMs = 150;

export function createSearch(form: Accessor<SearchForm>, limit: Accessor<number>) {
  const { api, conversations } = useEngine();
  const [hits, setHits] = createStore<SearchHit[]>([]);
  const [answered, setAnswered] = createSignal<Answered>();
  const [failure, setFailure] = createSignal<CommandError>();
  const [isPending, setPending] = createSignal(false);
  const latest = makeLatest<Question, Result<SearchResult, CommandError>>({
    ask: (question) => api.search(queryOf(question.form, question.limit)),
    shown: (result, question) =>
      batch(() => {
        setPending(false);
        setFailure(result.ok ? undefined : result.error);
        if (!result.ok) return;
        const { hits: found, ...facts } = result.value;
        setHits(reconcile([...found], { key: 'id' }));
        setAnswered({ ...question, ...facts });
      }),
    failed: (cause) => {
      setPending(false);
      queueMicrotask(() => {
        throw cause;
      });
    },
    schedule: (delayMs, task) => {
      const timer = setTimeout(task, delayMs);
      return () => clearTimeout(timer);
    },
  });
  // Before the first window of the inbox there is nobody in the engine who could answer: a page that was loaded here waits for it.
  const isReady = createMemo(() => conversations.loaded);
  createEffect(
    on([form, limit, isReady], ([asked, count, ready], before) => {
      const isTyping = before !== undefined && before[0].text !== asked.text;
      setPending(true);
      if (ready) latest.ask({ form: asked, limit: count }, isTyping ? typingPauseMs : 0);
    }),
  );
  onCleanup(latest.close);
  return { hits, answered, failure, isPending };
}
