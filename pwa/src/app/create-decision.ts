/** A decision about somebody, sent at once: busy meanwhile, words when it failed, a toast and the way on when it is done. */
import type { CommandError } from '@sanad/model/engine/api';
import type { Result } from '@sanad/model/result';
import { type Accessor, createSignal } from 'solid-js';
import { useI18n } from '../i18n/use-i18n.ts';
import { useToaster } from '../ui/toaster.ts';
import { failureWords } from './failure-words.ts';

interface DecisionDep<T> {
  send(): Promise<Result<T, CommandError>>;
  /** What the toast says. */
  said(): string;
  /** A way back, offered beside what the toast says. */
  undo?(): (() => Promise<Result<unknown, CommandError>>) | undefined;
  onUndone?(): void;
  onDone(value: T): void;
}

export interface Decision {
  readonly isBusy: Accessor<boolean>;
  readonly failure: Accessor<string | undefined>;
  readonly decide: () => void;
}

export function createDecision<T>(dep: DecisionDep<T>): Decision {
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
    const back = dep.undo?.();
    const goBack = async () => {
      const undone = await back?.();
      if (undone?.ok === false) toaster.show({ text: failureWords(i18n, undone.error) });
      else dep.onUndone?.();
    };
    const action = { label: i18n.t('choice.undo'), run: () => void goBack() };
    toaster.show({ text: dep.said(), ...(back === undefined ? {} : { action }) });
    dep.onDone(result.value);
  };
  return { isBusy, failure, decide: () => void decide() };
}
