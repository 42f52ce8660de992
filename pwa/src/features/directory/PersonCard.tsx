/** What the directory knows about a colleague. */
import { A, useParams } from '@solidjs/router';
import Bell from 'lucide-solid/icons/bell';
import BellOff from 'lucide-solid/icons/bell-off';
import Building from 'lucide-solid/icons/building';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import Languages from 'lucide-solid/icons/languages';
import MessageCircle from 'lucide-solid/icons/message-circle';
import Phone from 'lucide-solid/icons/phone';
import ShieldAlert from 'lucide-solid/icons/shield-alert';
import UserRoundX from 'lucide-solid/icons/user-round-x';
import { createMemo, createSignal, Show } from 'solid-js';
import { ConversationMenu } from '../../app/ConversationMenu.tsx';
import { DutyWords } from '../../app/duty/DutyWords.tsx';
import { createDirectory, useEngine } from '../../app/engine-client.ts';
import { PersonName, ProfessionTag, personName } from '../../app/people.tsx';
import { spokenLanguages } from '../../app/spoken-languages.ts';
import { useTitle } from '../../app/title.ts';
import { useWriteTo } from '../../app/use-write-to.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PersonTrustSection } from './PersonTrustSection.tsx';
import { ReachableRow } from './ReachableRow.tsx';

export const PersonCard = () => {
  const i18n = useI18n();
  const { t } = i18n;
  const params = useParams<{ readonly user: string }>();
  const people = createDirectory();
  const person = createMemo(() => people()?.find((one) => one.user === params.user));
  const writeTo = useWriteTo();
  const { conversations } = useEngine();
  const [isMenuOpen, setMenuOpen] = createSignal(false);
  const conversation = createMemo(() =>
    Object.values(conversations.byId).find((row) => row?.kind === 'direct' && row.with.user === params.user),
  );
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
                <Avatar id={who().user} name={who().name} photoUrl={who().photoUrl} size={88} />
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
                    <b>{t('person.unverified')}.</b> {t('people.unverified.text')}
                  </Banner>
                }
              >
                <div class="quad">
                  <button type="button" onClick={() => void writeTo(who())}>
                    <MessageCircle class="i" />
                    {t('people.write')}
                  </button>
                  <Show when={conversation()}>
                    {(row) => (
                      <button type="button" aria-haspopup="dialog" onClick={() => setMenuOpen(true)}>
                        <Show when={row().muted} fallback={<BellOff class="i" />}>
                          <Bell class="i" />
                        </Show>
                        {t('people.mute-archive')}
                      </button>
                    )}
                  </Show>
                </div>
              </Show>
              <PersonTrustSection person={who()} />
              <div class="card rows">
                <div class="row">
                  <Building class="i" />
                  <span class="txt">{t('people.unit')}</span>
                  <bdi class="val">{who().unit}</bdi>
                </div>
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
                <ReachableRow user={who().user} />
              </div>
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
