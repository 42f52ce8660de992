/** Whether calls go over the hospital's relay alone (ORG-10, CALL-9). Where this server names no relay no call would be possible: that is said first. */
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createResource, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { answered } from '../../../ui/answered.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Switch } from '../../../ui/Switch.tsx';

interface CallRulesProps {
  readonly isTurnOnly: boolean;
  readonly onChange: (isTurnOnly: boolean) => void;
}

export const CallRules = (props: CallRulesProps) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const [relays] = createResource(
    () => props.isTurnOnly || undefined,
    () => api.iceServers(),
  );
  const hasNone = () => props.isTurnOnly && answered(relays)?.isAnswered === true && answered(relays)?.servers.length === 0;
  return (
    <section class="sec">
      <h2 class="sec-head">{t('rules.calls')}</h2>
      <div class="card rows">
        <Switch
          label={t('rules.turn-only')}
          hint={t('rules.turn-only.hint')}
          checked={props.isTurnOnly}
          onChange={async (isTurnOnly) => {
            props.onChange(isTurnOnly);
            return true;
          }}
        />
      </div>
      <div class="troubles" role="status">
        <Show when={hasNone()}>
          <Banner kind="medium" icon={<TriangleAlert class="i" />}>
            {t('rules.turn-only.no-relay')}
          </Banner>
        </Show>
      </div>
    </section>
  );
};
