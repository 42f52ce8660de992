/** Starts a call, or says why not. */
import type { SpaceId } from '@sanad/model/ids';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { isGoingOn, useCalls } from './create-calls.ts';

export function useStartCall(): (conversation: SpaceId, video: boolean) => Promise<void> {
  const i18n = useI18n();
  const calls = useCalls();
  const toaster = useToaster();
  const { sync } = useEngine();
  return async (conversation, video) => {
    if (isGoingOn(calls.row())) return calls.fold(false);
    if (sync().connectivity !== 'online') return toaster.show({ text: i18n.t('calls.offline') });
    const started = await calls.start(conversation, video);
    if (!started.ok) toaster.show({ text: failureWords(i18n, started.error) });
  };
}
