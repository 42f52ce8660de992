/** What a page of the administration asked the server for: loaded at once, again when the network is back, and again on demand. */
import type { CommandError } from '@sanad/model/engine/api';
import type { Result } from '@sanad/model/result';
import { createEffect, createSignal, on } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';

export function createAsked<T>(ask: () => Promise<Result<T, CommandError>>) {
  const i18n = useI18n();
  const { sync } = useEngine();
  const [value, setValue] = createSignal<T>();
  const [failure, setFailure] = createSignal<string>();
  let turn = 0;
  const load = async () => {
    turn += 1;
    const mine = turn;
    const answer = await ask();
    // Another question was asked meanwhile: this answer is an old one.
    if (mine !== turn) return;
    setFailure(answer.ok ? undefined : failureWords(i18n, answer.error));
    if (answer.ok) setValue(() => answer.value);
  };
  createEffect(
    on(
      () => sync().connectivity,
      () => void load(),
    ),
  );
  return { value, failure, load: () => void load() };
}
