/** Calls a colleague, in the direct conversation with her; it is made on this device when there is none. */
import type { UserId } from '@sanad/model/ids';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { useStartCall } from './use-start-call.ts';

export function useCallPerson(): (user: UserId, video?: boolean) => Promise<void> {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  const call = useStartCall();
  return async (user, video = false) => {
    const opened = await api.openDirect(user);
    if (!opened.ok) return toaster.show({ text: failureWords(i18n, opened.error) });
    return call(opened.value, video);
  };
}
