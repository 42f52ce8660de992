/** What holds on devices: their lock, computers of several people, what notifications show (POLICY-1, POLICY-3, POLICY-4). */
import { type Policy, PREVIEWS } from '@sanad/model/engine/api';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Switch } from '../../../ui/Switch.tsx';
import { RuleSelect } from './RuleSelect.tsx';
import { idleChoices } from './rule-choices.ts';

type Devices = Pick<Policy, 'lock' | 'computers' | 'preview'>;
interface DeviceRulesProps {
  readonly rules: Devices;
  readonly onChange: (rules: Devices) => void;
}

export const DeviceRules = (props: DeviceRulesProps) => {
  const { t, n } = useI18n();
  const set = async (part: Partial<Devices>) => {
    const { lock, computers, preview } = props.rules;
    props.onChange({ lock, computers, preview, ...part });
    return true;
  };
  return (
    <section class="sec">
      <h2 class="sec-head">{t('rules.devices')}</h2>
      <div class="card rows">
        <Switch
          label={t('rules.lock-required')}
          hint={t('rules.lock-required.hint')}
          checked={props.rules.lock.required}
          onChange={(required) => set({ lock: { ...props.rules.lock, required } })}
        />
        <Switch
          label={t('rules.shared')}
          hint={t('rules.shared.hint')}
          checked={props.rules.computers.shared}
          onChange={(shared) => set({ computers: { shared } })}
        />
      </div>
      <div class="card card-pad stack">
        <RuleSelect
          label={t('rules.idleMinutes')}
          values={idleChoices(props.rules.lock.idleMinutes)}
          chosen={props.rules.lock.idleMinutes}
          words={(minutes) => n('rules.minutes', minutes)}
          onChange={(idleMinutes) => void set({ lock: { ...props.rules.lock, idleMinutes } })}
        />
        <RuleSelect
          label={t('rules.preview')}
          values={PREVIEWS.toReversed()}
          chosen={props.rules.preview}
          words={(preview) => t(`rules.preview.${preview}`)}
          onChange={(preview) => void set({ preview })}
        />
        <p class="hint">{t('rules.preview.hint')}</p>
      </div>
    </section>
  );
};
