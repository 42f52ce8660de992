/** Below the alerts: when SANAD keeps quiet, and what passes all the same. */
import type { NotificationSettings } from '@sanad/model/engine/api';
import { A } from '@solidjs/router';
import Moon from 'lucide-solid/icons/moon';
import { Match, Switch } from 'solid-js';
import { minuteWords } from '../../app/minute-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';

export const QuietStrip = (props: { readonly settings: NotificationSettings; readonly now: number }) => {
  const { t, dates } = useI18n();
  return (
    <Banner icon={<Moon class="i" />}>
      <Switch>
        <Match when={props.settings.offDuty}>
          {(off) => (
            <>
              <b>{t('alerts.off-duty', { moment: dates().moment(off().untilMs, props.now) })}</b> {t('alerts.off-duty.text')}
            </>
          )}
        </Match>
        <Match when={props.settings.duty}>
          <b>{t('alerts.quiet.duty')}</b> {t(props.settings.urgentPasses ? 'alerts.quiet.passes' : 'alerts.quiet.nothing-passes')}
        </Match>
        <Match when={props.settings.quiet}>
          {(quiet) => (
            <>
              <b>{t('alerts.quiet', { from: minuteWords(quiet().from), to: minuteWords(quiet().to) })}</b>{' '}
              {t(props.settings.urgentPasses ? 'alerts.quiet.passes' : 'alerts.quiet.nothing-passes')}
            </>
          )}
        </Match>
        <Match when={true}>{t('alerts.quiet.none')}</Match>
      </Switch>{' '}
      <A href="/settings/notifications">{t('alerts.quiet.set')}</A>
    </Banner>
  );
};
