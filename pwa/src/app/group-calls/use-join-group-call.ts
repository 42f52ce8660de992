/** Joins the call of a group, or starts it, or says why not: from its conversation, and from whatever belongs to one. */
import type { SpaceId } from '@sanad/model/ids';
import { useI18n } from '../../i18n/use-i18n.ts';
import { useToaster } from '../../ui/toaster.ts';
import { isGoingOn, useCalls } from '../calls/create-calls.ts';
import { useEngine } from '../engine-client.ts';
import { failureWords } from '../failure-words.ts';
import { useGroupCalls } from './create-group-calls.ts';

export function useJoinGroupCall(): (conversation: SpaceId, video?: boolean) => Promise<void> {
  const i18n = useI18n();
  const calls = useCalls();
  const groupCalls = useGroupCalls();
  const toaster = useToaster();
  const { sync } = useEngine();
  return async (conversation, video = false) => {
    const row = groupCalls.row();
    if (row?.conversation === conversation) return groupCalls.fold(false);
    if (row !== undefined || isGoingOn(calls.row())) return toaster.show({ text: i18n.t('group-calls.busy') });
    if (sync().connectivity !== 'online') return toaster.show({ text: i18n.t('calls.offline') });
    const joined = await groupCalls.join(conversation, video);
    if (!joined.ok) toaster.show({ text: failureWords(i18n, joined.error) });
    return undefined;
  };
}
