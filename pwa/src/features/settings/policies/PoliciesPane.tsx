/** What administrators decide for everybody (ORG-10): who sends urgent messages and how they ring, how large files are, whether calls hide addresses. Online only. */
import type { Policy, Profession } from '@sanad/model/engine/api';
import CloudOff from 'lucide-solid/icons/cloud-off';
import Scale from 'lucide-solid/icons/scale';
import { createMemo, createSignal, createUniqueId, For, Match, Show, Switch } from 'solid-js';
import { createPolicy, useEngine } from '../../../app/engine-client.ts';
import { megabytes } from '../../../app/files/file-words.ts';
import { useMe } from '../../../app/me.ts';
import { minutesOf, PROFESSIONS } from '../../../app/urgent/rule-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { SettingPane } from '../SettingPane.tsx';
import { CallRules } from './CallRules.tsx';
import { ConfirmRules } from './ConfirmRules.tsx';
import { RuleFacts } from './RuleFacts.tsx';
import { RuleSelect } from './RuleSelect.tsx';
import { choicesOf, differences, sizesOf, withDuration } from './rule-choices.ts';

export const PoliciesPane = () => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const { sync } = useEngine();
  const me = useMe();
  const hintId = createUniqueId();
  const rules = createPolicy();
  const [edited, setEdited] = createSignal<Policy>();
  const [isConfirming, setConfirming] = createSignal(false);
  const shown = createMemo(() => edited() ?? rules());
  const isChanged = () => {
    const [before, after] = [rules(), edited()];
    return before !== undefined && after !== undefined && differences(before, after).length > 0;
  };
  const asked = () => {
    const [before, after] = [rules(), edited()];
    return isConfirming() && before !== undefined && after !== undefined ? { before, after } : undefined;
  };
  const toggle = (policy: Policy, profession: Profession) => {
    const { by } = policy.urgent;
    const chosen = by.includes(profession) ? by.filter((one) => one !== profession) : [...by, profession];
    setEdited({ ...policy, urgent: { ...policy.urgent, by: chosen } });
  };
  return (
    <SettingPane title={t('rules.title')}>
      <Switch
        fallback={
          <p class="empty" role="status">
            {t('common.loading')}
          </p>
        }
      >
        <Match when={me()?.role !== 'administrator'}>
          <EmptyState icon={<Scale class="i" />} title={t('approvals.forbidden.title')} text={t('rules.forbidden')} />
        </Match>
        <Match when={sync().connectivity === 'offline' && rules()}>
          {(policy) => (
            <>
              <EmptyState icon={<CloudOff class="i" />} title={t('rules.offline.title')} text={t('rules.offline.text')} />
              <RuleFacts policy={policy()} />
            </>
          )}
        </Match>
        <Match when={shown()}>
          {(policy) => (
            <>
              <p>{t('rules.lead')}</p>
              <fieldset class="sec rule-by" aria-describedby={hintId}>
                <legend class="sec-head">{t('rules.by')}</legend>
                <div class="card rows">
                  <For each={PROFESSIONS}>
                    {(profession) => (
                      <label class="row" data-choice>
                        <span class="txt">{t(`profession.${profession}`)}</span>
                        <input
                          type="checkbox"
                          class="tick"
                          checked={policy().urgent.by.includes(profession)}
                          onChange={() => toggle(policy(), profession)}
                        />
                      </label>
                    )}
                  </For>
                </div>
                <p class="hint" id={hintId} role="status">
                  {policy().urgent.by.length === 0 ? t('rules.by.none') : t('rules.by.hint')}
                </p>
              </fieldset>
              <section class="sec">
                <h2 class="sec-head">{t('rules.ring')}</h2>
                <div class="card card-pad stack">
                  <For each={['everyMs', 'forMs', 'deadlineMs'] as const}>
                    {(field) => (
                      <RuleSelect
                        label={t(`rules.${field}`)}
                        values={choicesOf(policy().urgent, field)}
                        chosen={minutesOf(policy().urgent[field])}
                        words={(minutes) => n('rules.minutes', minutes)}
                        onChange={(minutes) => setEdited({ ...policy(), urgent: withDuration(policy().urgent, field, minutes) })}
                      />
                    )}
                  </For>
                </div>
              </section>
              <section class="sec">
                <h2 class="sec-head">{t('rules.files')}</h2>
                <div class="card card-pad stack">
                  <For each={['maxMb', 'quotaMb'] as const}>
                    {(field) => (
                      <RuleSelect
                        label={t(`rules.${field}`)}
                        values={sizesOf(policy().files, field)}
                        chosen={policy().files[field]}
                        words={(mb) => megabytes(i18n, mb)}
                        onChange={(mb) => setEdited({ ...policy(), files: { ...policy().files, [field]: mb } })}
                      />
                    )}
                  </For>
                </div>
                <p class="hint">{t('rules.files.hint')}</p>
              </section>
              <CallRules
                isTurnOnly={policy().calls.turnOnly}
                onChange={(turnOnly) => setEdited({ ...policy(), calls: { turnOnly } })}
              />
              <Show when={policy().urgent.by.length > 0}>
                <RuleFacts policy={policy()} />
              </Show>
              <Button
                kind="primary"
                size="lg"
                wide
                disabled={!isChanged() || policy().urgent.by.length === 0}
                onClick={() => setConfirming(true)}
              >
                {t('rules.save')}
              </Button>
            </>
          )}
        </Match>
      </Switch>
      <Show when={asked()}>
        {(change) => (
          <ConfirmRules
            before={change().before}
            after={change().after}
            onClose={() => setConfirming(false)}
            onDone={() => {
              setConfirming(false);
              setEdited(undefined);
            }}
          />
        )}
      </Show>
    </SettingPane>
  );
};
