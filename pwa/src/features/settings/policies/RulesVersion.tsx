/** Which version of the rules holds, who signed it, and what earlier ones changed (POLICY-9). */
import type { RulesInForce, RulesVersion as Version } from '@sanad/model/engine/api';
import { createEffect, createSignal, For, on, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Differences } from './Differences.tsx';
import { differences } from './rule-choices.ts';

export const RulesVersion = (props: { readonly rules: RulesInForce }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const [versions, setVersions] = createSignal<readonly Version[]>();
  const [failure, setFailure] = createSignal<string>();
  const [isBusy, setBusy] = createSignal(false);
  // What is shown ends with another version.
  createEffect(
    on(
      () => props.rules.signed?.n,
      () => setVersions(undefined),
      { defer: true },
    ),
  );
  const nameOf = (name: string) => (name === '' ? t('rules.somebody') : name);
  const day = (ms: number) => i18n.dates().day(ms, Date.now());
  const load = async () => {
    setBusy(true);
    const read = await api.rulesHistory();
    setBusy(false);
    setFailure(read.ok ? undefined : failureWords(i18n, read.error));
    if (read.ok) setVersions(read.value);
  };
  return (
    <>
      <p class="hint">
        <Show when={props.rules.signed} fallback={t('rules.version.none')}>
          {(signed) => t('rules.version', { n: signed().n, name: nameOf(signed().name), date: day(signed().atMs) })}
        </Show>
      </p>
      <Show when={props.rules.signed}>
        <section class="sec" aria-live="polite">
          <Show
            when={versions()}
            fallback={
              <Button kind="line" busy={isBusy()} onClick={() => void load()}>
                {t('rules.history.show')}
              </Button>
            }
          >
            {(known) => (
              <>
                <h2 class="sec-head">{t('rules.history')}</h2>
                <ol class="card rows rule-versions">
                  <For each={known()} fallback={<li class="hint">{t('rules.history.none')}</li>}>
                    {(version) => (
                      <li class="card-pad stack">
                        <h3>{t('rules.history.entry', { n: version.n, name: nameOf(version.name), date: day(version.atMs) })}</h3>
                        <Show
                          when={differences(version.before, version.after).length > 0}
                          fallback={<p class="hint">{t('rules.history.same')}</p>}
                        >
                          <Differences before={version.before} after={version.after} />
                        </Show>
                      </li>
                    )}
                  </For>
                </ol>
              </>
            )}
          </Show>
          <Failure words={failure()} />
        </section>
      </Show>
    </>
  );
};
