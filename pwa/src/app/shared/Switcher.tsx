/**
 * The shared computer when nobody has it open (SHARED-1): who has a profile here, and the way in for somebody else. Nothing of anybody is
 * in memory; names and photos are all that can be read.
 */
import CircleAlert from 'lucide-solid/icons/circle-alert';
import UserPlus from 'lucide-solid/icons/user-plus';
import { createResource, createSignal, For, onCleanup, onMount, Show } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { restSessions, whileNobodyIsHere } from '../../platform/people-here.ts';
import { firstProfile } from '../../platform/profile-place.ts';
import { type KeptProfile, listProfiles, tidyPlaces } from '../../platform/profiles.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { GateHead } from '../GateHead.tsx';
import { useTitle } from '../title.ts';
import { createPhotoUrl } from './photo-url.ts';
import './shared.css';
import { newProfile, unmarkWardComputer, useWardComputer } from './ward-computer.ts';

export const Switcher = () => {
  const { t } = useI18n();
  const ward = useWardComputer();
  const [people] = createResource(listProfiles);
  const [isBusy, setBusy] = createSignal(false);
  useTitle(() => t('shared.title'));

  /** The one that runs: a newcomer's session must not meet the end of the one before. */
  let resting: Promise<void> = Promise.resolve();
  const rest = () => {
    resting = whileNobodyIsHere(navigator.locks, async () => {
      const kept = await listProfiles();
      await tidyPlaces(kept);
      await restSessions(
        fetch.bind(globalThis),
        kept.map(({ user }) => user),
      );
    });
  };
  const welcome = async () => {
    setBusy(true);
    await resting;
    ward.open(newProfile('shared'));
  };
  const takeBack = () => {
    unmarkWardComputer();
    ward.open({ profile: firstProfile, computer: undefined });
  };
  onMount(() => {
    rest();
    window.addEventListener('online', rest);
    onCleanup(() => window.removeEventListener('online', rest));
  });

  return (
    <div class="gate" data-card data-switcher>
      <GateHead />
      <main class="gate-body" data-top>
        <div>
          <h1 ref={focusOnMount}>{t('shared.who')}</h1>
          <p class="lead">{t('shared.who.hint')}</p>
        </div>
        <Show when={ward.notice() === 'emptied'}>
          <Banner kind="medium" role="alert" icon={<CircleAlert class="i" />}>
            {t('shared.emptied')}
          </Banner>
        </Show>
        <Show when={(people()?.length ?? 0) > 0}>
          <ul class="people-here" aria-label={t('shared.people')}>
            <For each={people()}>
              {(person) => (
                <li>
                  <PersonHere person={person} onOpen={() => ward.open({ profile: person.profile, computer: 'shared' })} />
                </li>
              )}
            </For>
          </ul>
        </Show>
      </main>
      <footer class="gate-foot">
        <Button kind="line" size="lg" wide busy={isBusy()} onClick={() => void welcome()}>
          <UserPlus class="i" />
          {t('shared.other')}
        </Button>
        <Show when={people()?.length === 0}>
          <Button kind="quiet" wide onClick={takeBack}>
            {t('shared.own')}
          </Button>
        </Show>
      </footer>
    </div>
  );
};

const PersonHere = (props: { readonly person: KeptProfile; readonly onOpen: () => void }) => {
  const photo = createPhotoUrl(() => props.person.photo);
  return (
    <button type="button" class="person-here" onClick={() => props.onOpen()}>
      <Avatar id={props.person.user} name={props.person.name} photoUrl={photo()} size={64} />
      <b dir="auto">{props.person.name}</b>
    </button>
  );
};
