/** A decision about somebody, sent at once: busy meanwhile, words when it failed, a toast and the way on when it is done. */
import type { CommandError } from '@sanad/model/engine/api';
import type { Result } from '@sanad/model/result';
import { createSignal } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { type Toast, useToaster } from '../ui/toaster.ts';
import { failureWords } from './failure-words.ts';

interface DecisionDep<T> {
  send(): Promise<Result<T, CommandError>>;
  /** What the toast says. */
  said(): string;
  /** What the toast offers beside it: a way back. */
  offer?(): Toast['action'] | undefined;
  onDone(value: T): void;
}

export function createDecision<T>(dep: DecisionDep<T>) {
  const i18n = useI18n();
  const toaster = useToaster();
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const decide = async () => {
    setBusy(true);
    setFailure(undefined);
    const result = await dep.send();
    setBusy(false);
    if (!result.ok) {
      setFailure(failureWords(i18n, result.error));
      return;
    }
    const action = dep.offer?.();
    toaster.show({ text: dep.said(), ...(action === undefined ? {} : { action }) });
    dep.onDone(result.value);
  };
  return { isBusy, failure, decide: () => void decide() };
}
