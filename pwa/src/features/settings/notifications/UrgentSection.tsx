/** What urgent messages may do that others may not. */
import type { NotificationSettings } from '@sanad/model/engine/api';
import BellRing from 'lucide-solid/icons/bell-ring';
import Repeat from 'lucide-solid/icons/repeat';
import { Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { UrgentGlyph } from '../../../ui/glyphs.tsx';
import { Switch } from '../../../ui/Switch.tsx';
import type { Change } from './use-change.ts';

export const UrgentSection = (props: { readonly settings: NotificationSettings | undefined; readonly change: Change }) => {
  const { t } = useI18n();
  const isDeaf = () =>
    props.settings?.urgentPasses === false && (props.settings.quiet !== undefined || props.settings.followsDuty);
  return (
    <section class="sec">
      <h2 class="sec-head">{t('notify.urgent')}</h2>
      <div class="card rows urgent-rows">
        <Switch
          icon={<UrgentGlyph />}
          label={t('notify.urgent.passes')}
          hint={t('notify.urgent.passes.hint')}
          checked={props.settings?.urgentPasses}
          onChange={(urgentPasses) => props.change({ urgentPasses })}
        />
        <Switch
          icon={<Repeat class="i" />}
          label={t('notify.urgent.repeats')}
          hint={t('notify.urgent.repeats.hint')}
          checked={props.settings?.urgentRepeats}
          onChange={(urgentRepeats) => props.change({ urgentRepeats })}
        />
        <Switch
          icon={<BellRing class="i" />}
          label={t('notify.urgent.aloud')}
          hint={t('notify.urgent.aloud.hint')}
          checked={props.settings?.urgentAloud}
          onChange={(urgentAloud) => props.change({ urgentAloud })}
        />
      </div>
      <div role="status">
        <Show when={isDeaf()}>
          <Banner kind="medium" icon={<UrgentGlyph />}>
            {t('notify.urgent.deaf')}
          </Banner>
        </Show>
      </div>
    </section>
  );
};
