/** What this device relies on: the hospital that it pinned (TRUST-2), whom she verified, and what the server showed (TRUST-5). */
import { A } from '@solidjs/router';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import CircleCheck from 'lucide-solid/icons/circle-check';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { createMemo, For, Show } from 'solid-js';
import { createDirectory } from '../../app/colleagues.ts';
import { useEngine } from '../../app/engine-client.ts';
import { PersonName } from '../../app/people.tsx';
import { FaultList, RecheckButton } from '../../app/trust/FaultList.tsx';
import { useTrust } from '../../app/trust/use-trust.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { SettingPane } from './SettingPane.tsx';

export const TrustPane = () => {
  const { t } = useI18n();
  const { state, trust } = useEngine();
  const known = useTrust();
  const people = createDirectory();
  const verified = createMemo(() => people()?.filter(({ user }) => known.isVerified(user)) ?? []);
  const hospital = () => {
    const now = state();
    return now.phase === 'ready' ? now.organisationName : '';
  };
  const isConfirmed = () => trust().organisationConfirmed;
  return (
    <SettingPane title={t('trust.settings')}>
      <section class="sec">
        <h2 class="sec-head">
          <span class="grow">{t('trust.organisation')}</span>
          <span class="tag" data-k={isConfirmed() ? 'ok' : undefined}>
            <Show when={isConfirmed()} fallback={<ShieldAlert class="i" />}>
              <ShieldCheck class="i" />
            </Show>
            {t(isConfirmed() ? 'trust.organisation.confirmed' : 'trust.organisation.unconfirmed')}
          </span>
        </h2>
        <div class="card card-pad stack">
          <b>
            <bdi>{hospital()}</bdi>
          </b>
          <p class="hint">{t(isConfirmed() ? 'trust.organisation.confirmed.text' : 'trust.organisation.unconfirmed.text')}</p>
        </div>
      </section>
      <section class="sec">
        <h2 class="sec-head">{t('trust.people')}</h2>
        <div class="card rows">
          <For each={verified()} fallback={<p class="hint card-pad">{t('trust.people.none')}</p>}>
            {(person) => (
              <A class="row" href={`/directory/${person.user}`}>
                <Avatar id={person.user} name={person.name} photoUrl={person.photoUrl} size={34} />
                <span class="txt">
                  <PersonName of={person} />
                </span>
                <ChevronRight class="i chev flip" />
              </A>
            )}
          </For>
        </div>
      </section>
      <section class="sec">
        <h2 class="sec-head">{t('fault.title')}</h2>
        <Show
          when={trust().faults.length > 0}
          fallback={
            <Banner kind="ok" icon={<CircleCheck class="i" />}>
              {t('fault.none')}
            </Banner>
          }
        >
          <FaultList faults={trust().faults} />
          <p>{t('fault.what')}</p>
          <RecheckButton />
        </Show>
      </section>
    </SettingPane>
  );
};
