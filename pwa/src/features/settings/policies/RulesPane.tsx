/** The rules of the hospital as everybody reads them (ORG-10, POLICY-9), also without a network. */

import { A } from '@solidjs/router';
import Scale from 'lucide-solid/icons/scale';
import { Show } from 'solid-js';
import { may } from '../../../app/admin/may.ts';
import { createRules } from '../../../app/engine-client.ts';
import { useMe } from '../../../app/me.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { SettingPane } from '../SettingPane.tsx';
import { RuleFacts } from './RuleFacts.tsx';
import { RulesVersion } from './RulesVersion.tsx';
import './policies.css';

export const RulesPane = () => {
  const { t } = useI18n();
  const me = useMe();
  const rules = createRules();
  return (
    <SettingPane title={t('rules.page')}>
      <Show
        when={rules()}
        fallback={
          <p class="empty" role="status">
            {t('common.loading')}
          </p>
        }
      >
        {(known) => (
          <>
            <p>{t('rules.page.lead')}</p>
            <RuleFacts policy={known().policy} />
            <RulesVersion rules={known()} />
            <Show when={may(me(), 'policies.change')}>
              <A class="btn" data-kind="line" href="/policies">
                <Scale class="i" />
                {t('rules.title')}
              </A>
            </Show>
          </>
        )}
      </Show>
    </SettingPane>
  );
};
