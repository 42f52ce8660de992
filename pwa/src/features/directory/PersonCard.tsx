/** What the directory knows about a colleague. */
import type { UserId } from '@sanad/model/ids';
import { A, useParams } from '@solidjs/router';
import Award from 'lucide-solid/icons/award';
import Bell from 'lucide-solid/icons/bell';
import BellOff from 'lucide-solid/icons/bell-off';
import Building from 'lucide-solid/icons/building';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import CircleDot from 'lucide-solid/icons/circle-dot';
import Languages from 'lucide-solid/icons/languages';
import Phone from 'lucide-solid/icons/phone';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import Star from 'lucide-solid/icons/star';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import { createMemo, createSignal, Show } from 'solid-js';
import { ConversationMenu } from '../../app/ConversationMenu.tsx';
import { createDirectory } from '../../app/colleagues.ts';
import { DutyWords } from '../../app/duty/DutyWords.tsx';
import { createFavourites, useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { PersonName, ProfessionTag, personName } from '../../app/people.tsx';
import { PersonFace } from '../../app/people-list/PersonFace.tsx';
import { writeSpecialities } from '../../app/specialities.ts';
import { spokenLanguages } from '../../app/spoken-languages.ts';
import { useTitle } from '../../app/title.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { useToaster } from '../../ui/toaster.ts';
import { createDirectRows } from './create-direct-rows.ts';
import { PersonActs } from './PersonActs.tsx';
import { PersonGroups } from './PersonGroups.tsx';
import { PersonTrustSection } from './PersonTrustSection.tsx';
import { ReachableRow } from './ReachableRow.tsx';

export const PersonCard = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const params = useParams<{ readonly user: string }>();
  const people = createDirectory();
  const person = createMemo(() => people()?.find((one) => one.user === params.user));
  const { api } = useEngine();
  const toaster = useToaster();
  const [isMenuOpen, setMenuOpen] = createSignal(false);
  const rowOf = createDirectRows();
  const conversation = () => {
    const known = person();
    return known && rowOf(known.user);
  };
  const favourites = createFavourites();
  const isFavourite = () => {
    const known = person();
    return known !== undefined && favourites().has(known.user);
  };
  const star = async (user: UserId) => {
    const said = await api.setFavourite(user, !isFavourite());
    if (!said.ok) toaster.show({ text: failureWords(i18n, said.error) });
  };
  useTitle(() => {
    const found = person();
    return found === undefined ? t('people.card') : personName(i18n, found);
  });
  return (
    <div class="pane main">
      <header class="bar">
        <A class="icon-btn only-phone" href="/directory" aria-label={t('common.back')}>
          <ChevronLeft class="i flip" />
        </A>
        <h1 class="grow">{t('people.card')}</h1>
        <Show when={conversation()}>
          {(row) => (
            <IconButton label={t('people.mute-archive')} aria-haspopup="dialog" onClick={() => setMenuOpen(true)}>
              <Show when={row().muted} fallback={<Bell class="i" />}>
                <BellOff class="i" />
              </Show>
            </IconButton>
          )}
        </Show>
        <Show when={person()}>
          {(who) => (
            <IconButton
              label={t(isFavourite() ? 'people.favourite.remove' : 'people.favourite.add')}
              aria-pressed={isFavourite()}
              onClick={() => void star(who().user)}
            >
              <Star class="i" data-filled={isFavourite() ? '' : undefined} />
            </IconButton>
          )}
        </Show>
      </header>
      <div class="scroll">
        <Show
          when={person()}
          fallback={
            <Show when={people() !== undefined}>
              <EmptyState icon={<UserRoundX class="i" />} title={t('people.unknown.title')} text={t('people.unknown.text')} />
            </Show>
          }
        >
          {(who) => (
            <div class="card-page">
              <div class="hero">
                <PersonFace person={who()} size={88} reachable={conversation()?.reachable === true} />
                <h2>
                  <PersonName of={who()} />
                </h2>
                <p class="who-line">
                  <ProfessionTag of={who().profession} />
                  <bdi>{who().unit}</bdi>
                </p>
                <DutyWords user={who().user} />
              </div>
              <Show
                when={who().trust === 'bound'}
                fallback={
                  <Banner kind="medium" icon={<ShieldAlert class="i" />}>
                    <b>{t(who().gone ? 'person.gone' : 'person.unverified')}.</b>{' '}
                    {t(who().gone ? 'people.gone.text' : 'people.unverified.text')}
                  </Banner>
                }
              >
                <PersonActs person={who()} />
              </Show>
              <PersonTrustSection person={who()} />
              <div class="card rows">
                <div class="row">
                  <Building class="i" />
                  <span class="txt">{t('people.unit')}</span>
                  <bdi class="val">{who().unit}</bdi>
                </div>
                <Show when={who().specialities.length > 0}>
                  <div class="row">
                    <Award class="i" />
                    <span class="txt">
                      {t(who().specialities.length > 1 ? 'people.specialities' : 'people.speciality')}
                      <small>
                        <bdi dir="auto">{writeSpecialities(who().specialities, i18n.language())}</bdi>
                      </small>
                    </span>
                  </div>
                </Show>
                <Show when={who().extension !== ''}>
                  <div class="row">
                    <Phone class="i" />
                    <span class="txt">{t('people.extension')}</span>
                    <bdi class="val ltr num">{who().extension}</bdi>
                  </div>
                </Show>
                <Show when={who().languages.length > 0}>
                  <div class="row">
                    <Languages class="i" />
                    <span class="txt">{t('people.languages')}</span>
                    <span class="val">{spokenLanguages(who().languages)}</span>
                  </div>
                </Show>
                <Show when={conversation()?.reachable}>
                  <div class="row">
                    <CircleDot class="i" />
                    <span class="txt">
                      {t('people.online')}
                      <small>{t('people.online.text')}</small>
                    </span>
                  </div>
                </Show>
                <ReachableRow user={who().user} />
              </div>
              <PersonGroups person={who()} />
            </div>
          )}
        </Show>
      </div>
      <Show when={isMenuOpen() ? conversation() : undefined}>
        {(row) => (
          <ConversationMenu
            id={row().id}
            peer={row()}
            muted={row().muted}
            archived={row().archived}
            onClose={() => setMenuOpen(false)}
          />
        )}
      </Show>
    </div>
  );
};
