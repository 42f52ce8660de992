import { createPresenceShown, useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Choices } from '../../ui/Choices.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { SettingPane } from './SettingPane.tsx';

export const PresencePane = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const isShown = createPresenceShown();
  const choose = async (value: 'on' | 'off') => {
    const result = await api.showPresence(value === 'on');
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
  };
  return (
    <SettingPane title={t('settings.presence')}>
      <Choices
        label={t('settings.presence')}
        value={isShown() === undefined ? undefined : isShown() ? 'on' : 'off'}
        options={[
          { value: 'on', label: t('settings.presence.on'), hint: t('settings.presence.on.hint') },
          { value: 'off', label: t('settings.presence.off'), hint: t('settings.presence.off.hint') },
        ]}
        onChange={(value) => void choose(value)}
      />
      <p class="hint">{t('settings.presence.follows')}</p>
    </SettingPane>
  );
};
