/** Everything the screens share: words, engine, toasts, routes; and the last resort when something is broken. */
import { createSignal, ErrorBoundary, onCleanup, onMount, Show } from 'solid-js';
import { createI18n } from '../i18n/create-i18n.ts';
import type { Dictionary } from '../i18n/dictionaries.ts';
import type { Language } from '../i18n/language.ts';
import { I18nContext } from '../i18n/use-i18n.ts';
import { createToaster, ToasterContext } from '../ui/toaster.ts';
import { DefectScreen } from './DefectScreen.tsx';
import { createEngineClient, EngineContext } from './engine-client.ts';
import { createStorage, StorageContext } from './health/create-storage.ts';
import { chooseLanguage, showLanguage } from './preferences.ts';
import { createQueueDoor, QueueContext } from './queue-door.ts';
import { Routes } from './Routes.tsx';

interface AppProps {
  readonly language: Language;
  readonly words: Dictionary;
}

export const App = (props: AppProps) => {
  const i18n = createI18n(props.language, props.words, chooseLanguage);
  showLanguage(props.language);
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
  const engine = createEngineClient(() => setBroken(true));
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
  return (
    <EngineContext.Provider value={engine}>
      <ToasterContext.Provider value={createToaster()}>
        <QueueContext.Provider value={createQueueDoor()}>
          <StorageContext.Provider value={createStorage()}>
            <Show when={!broken()} fallback={<DefectScreen />}>
              <Routes />
            </Show>
          </StorageContext.Provider>
        </QueueContext.Provider>
      </ToasterContext.Provider>
    </EngineContext.Provider>
  );
};
