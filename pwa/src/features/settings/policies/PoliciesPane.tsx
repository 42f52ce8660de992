/** What administrators decide for everybody (ORG-10, POLICY), a group of rules in each part. Online only. */
import type { Policy } from '@sanad/model/engine/api';
import CloudOff from 'lucide-solid/icons/cloud-off';
import Scale from 'lucide-solid/icons/scale';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { may } from '../../../app/admin/may.ts';
import { createRules, useEngine } from '../../../app/engine-client.ts';
import { useMe } from '../../../app/me.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { SettingPane } from '../SettingPane.tsx';
import { AccessRules } from './AccessRules.tsx';
import { CallRules } from './CallRules.tsx';
import { ConfirmRules } from './ConfirmRules.tsx';
import { DeviceRules } from './DeviceRules.tsx';
import { FileRules } from './FileRules.tsx';
import { MessageRules } from './MessageRules.tsx';
import { RuleFacts } from './RuleFacts.tsx';
import { RulesVersion } from './RulesVersion.tsx';
import { differences } from './rule-choices.ts';
import { UrgentRules } from './UrgentRules.tsx';
import './policies.css';

export const PoliciesPane = () => {
  const { t } = useI18n();
  const { sync } = useEngine();
  const me = useMe();
  const rules = createRules();
  const inForce = () => rules()?.policy;
  const [edited, setEdited] = createSignal<Policy>();
  const [isConfirming, setConfirming] = createSignal(false);
  const shown = createMemo(() => edited() ?? inForce());
  const isChanged = () => {
    const [before, after] = [inForce(), edited()];
    return before !== undefined && after !== undefined && differences(before, after).length > 0;
  };
  const asked = () => {
    const [before, after] = [inForce(), edited()];
    return isConfirming() && before !== undefined && after !== undefined ? { before, after } : undefined;
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
        <Match when={!may(me(), 'policies.change')}>
          <EmptyState icon={<Scale class="i" />} title={t('approvals.forbidden.title')} text={t('rules.forbidden')} />
        </Match>
        <Match when={sync().connectivity === 'offline' && rules()}>
          {(known) => (
            <>
              <EmptyState icon={<CloudOff class="i" />} title={t('rules.offline.title')} text={t('rules.offline.text')} />
              <RuleFacts policy={known().policy} />
            </>
          )}
        </Match>
        <Match when={shown()}>
          {(policy) => (
            <>
              <p>{t('rules.lead')}</p>
              <UrgentRules rules={policy().urgent} onChange={(urgent) => setEdited({ ...policy(), urgent })} />
              <FileRules rules={policy().files} onChange={(files) => setEdited({ ...policy(), files })} />
              <CallRules
                isTurnOnly={policy().calls.turnOnly}
                onChange={(turnOnly) => setEdited({ ...policy(), calls: { turnOnly } })}
              />
              <AccessRules rules={policy()} onChange={(part) => setEdited({ ...policy(), ...part })} />
              <DeviceRules rules={policy()} onChange={(part) => setEdited({ ...policy(), ...part })} />
              <MessageRules rules={policy()} onChange={(part) => setEdited({ ...policy(), ...part })} />
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
              <Show when={rules()}>{(known) => <RulesVersion rules={known()} />}</Show>
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
