/** How my account is secured, as the server says; asked for anew after each change. */
import type { AccountSecurity } from '@sanad/model/engine/api';
import { createEffect, createSignal, on } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';

export function createSecurity() {
  const i18n = useI18n();
  const { api, sync } = useEngine();
  const [security, setSecurity] = createSignal<AccountSecurity>();
  const [failure, setFailure] = createSignal<string>();
  const reload = async () => {
    const known = await api.security();
    setFailure(known.ok ? undefined : failureWords(i18n, known.error));
    if (known.ok) setSecurity(known.value);
  };
  // At once, and again when the network comes back.
  createEffect(
    on(
      () => sync().connectivity === 'online',
      (isOnline) => {
        if (isOnline || security() === undefined) void reload();
      },
    ),
  );
  return { security, failure, reload: () => void reload() };
}
