/** Everything the screens share: words, engine, toasts, routes; and the last resort when something is broken. */
import { createSignal, ErrorBoundary, lazy, onCleanup, onMount, Show, Suspense, untrack } from 'solid-js';
import { createI18n } from '../i18n/create-i18n.ts';
import type { Dictionary } from '../i18n/dictionaries.ts';
import type { Language } from '../i18n/language.ts';
import { I18nContext } from '../i18n/use-i18n.ts';
import type { OpenedProfile } from '../platform/profile-place.ts';
import { createToaster, ToasterContext } from '../ui/toaster.ts';
import { CallsContext, createCalls } from './calls/create-calls.ts';
import { DefectScreen } from './DefectScreen.tsx';
import { createEngineClient, EngineContext } from './engine-client.ts';
import { createPictureCache, PictureCacheContext } from './files/picture-cache.ts';
import { createGroupCalls, GroupCallsContext } from './group-calls/create-group-calls.ts';
import { createStorage, StorageContext } from './health/create-storage.ts';
import { chooseLanguage } from './preferences.ts';
import { createQueueDoor, QueueContext } from './queue-door.ts';
import { Routes } from './Routes.tsx';
import { Splash } from './Splash.tsx';
import { createHostPlace, HostContext } from './shared/shared-host.ts';
import { createWardComputer, WardContext } from './shared/ward-computer.ts';
import { createVoicePlayer, VoicePlayerContext } from './voice/voice-player.ts';

const Switcher = lazy(async () => ({ default: (await import('./shared/Switcher.tsx')).Switcher }));
const SharedComputerHost = lazy(async () => ({
  default: (await import('./shared/SharedComputerHost.tsx')).SharedComputerHost,
}));

interface AppProps {
  readonly language: Language;
  readonly words: Dictionary;
}

export const App = (props: AppProps) => {
  const i18n = createI18n(props.language, props.words, chooseLanguage);
  return (
    <I18nContext.Provider value={i18n}>
      <ErrorBoundary fallback={<DefectScreen />}>
        <Started />
      </ErrorBoundary>
    </I18nContext.Provider>
  );
};

const Started = () => {
  const [broken, setBroken] = createSignal(false);
  const fail = (event: Event) => {
    // A late layout observation is reported as an error event without an error: not a defect.
    if (!(event instanceof ErrorEvent) || event.error instanceof Error) setBroken(true);
  };
  onMount(() => {
    window.addEventListener('unhandledrejection', fail);
    window.addEventListener('error', fail);
  });
  onCleanup(() => {
    window.removeEventListener('unhandledrejection', fail);
    window.removeEventListener('error', fail);
  });
  const ward = createWardComputer();
  return (
    <WardContext.Provider value={ward}>
      <Show when={!broken()} fallback={<DefectScreen />}>
        <Show
          keyed
          when={ward.opened()}
          fallback={
            <Suspense fallback={<Splash />}>
              <Show when={!ward.isLeaving()} fallback={<Splash />}>
                <Switcher />
              </Show>
            </Suspense>
          }
        >
          {(profile) => <Running profile={profile} onBroken={() => setBroken(true)} />}
        </Show>
      </Show>
    </WardContext.Provider>
  );
};

/** One person's: nothing on the page outlives it. */
const Running = (props: { readonly profile: OpenedProfile; readonly onBroken: () => void }) => {
  const engine = createEngineClient(
    () => props.onBroken(),
    untrack(() => props.profile),
  );
  return (
    <EngineContext.Provider value={engine}>
      <HostContext.Provider value={createHostPlace()}>
        <ToasterContext.Provider value={createToaster()}>
          <QueueContext.Provider value={createQueueDoor()}>
            <StorageContext.Provider value={createStorage()}>
              <PictureCacheContext.Provider value={createPictureCache()}>
                <VoicePlayerContext.Provider value={createVoicePlayer()}>
                  <CallsContext.Provider value={createCalls()}>
                    <GroupCallsContext.Provider value={createGroupCalls()}>
                      <Routes />
                    </GroupCallsContext.Provider>
                  </CallsContext.Provider>
                </VoicePlayerContext.Provider>
              </PictureCacheContext.Provider>
            </StorageContext.Provider>
            {/* A door may put another profile in the place of this one. */}
            <Show keyed when={engine.opened().computer && engine.opened().profile}>
              <Suspense>
                <SharedComputerHost />
              </Suspense>
            </Show>
          </QueueContext.Provider>
        </ToasterContext.Provider>
      </HostContext.Provider>
    </EngineContext.Provider>
  );
};
