/** One event as the engine follows it, and what is done with it from its screens: each refusal is said in words. */
import type { CommandError, EventDetails, EventEditForm, Scope } from '@sanad/model/engine/api';
import type { Result } from '@sanad/model/result';
import { proxy } from 'comlink';
import { type Accessor, createSignal } from 'solid-js';
import { deviceZone } from '../../../app/device-zone.ts';
import { openView, useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { useToaster } from '../../../ui/toaster.ts';
import type { EventAddress } from './event-address.ts';

export interface FollowedEvent {
  readonly details: Accessor<EventDetails | undefined>;
  /** False until the engine has answered. */
  readonly isLoaded: Accessor<boolean>;
}

export function createEvent({ calendar, event, at }: EventAddress): FollowedEvent {
  const { api } = useEngine();
  const [details, setDetails] = createSignal<EventDetails>();
  const [isLoaded, setLoaded] = createSignal(false);
  const listen = (next: EventDetails | undefined) => {
    setDetails(() => next);
    setLoaded(true);
  };
  openView(() => api.onEvent(calendar, event, at, deviceZone(), proxy(listen)));
  return { details, isLoaded };
}

export function useEventActions() {
  const i18n = useI18n();
  const { api } = useEngine();
  const toaster = useToaster();
  const tell = async (done: Promise<Result<unknown, CommandError>>, said?: string): Promise<boolean> => {
    const result = await done;
    if (!result.ok) toaster.show({ text: failureWords(i18n, result.error) });
    else if (said !== undefined) toaster.show({ text: said });
    return result.ok;
  };
  const change = (address: EventAddress, edit: EventEditForm, scope: Scope, said?: string) =>
    tell(api.changeEvent(address.calendar, address.event, edit, scope, address.at), said);
  return {
    tell,
    change,
    async cancel(address: EventAddress, how: 'cancelled' | 'removed', scope: Scope): Promise<boolean> {
      const { calendar, event, at } = address;
      const cancelled = api.cancelEvent(calendar, event, how, scope, at);
      if (!(await tell(cancelled))) return false;
      const undo = async () => {
        const before = await cancelled;
        if (before.ok) await tell(api.undoChange(calendar, event, before.value), i18n.t('event.restore.done'));
      };
      toaster.show({
        text: i18n.t(how === 'cancelled' ? 'event.cancel.done' : 'event.remove.done'),
        action: { label: i18n.t('event.restore'), run: () => void undo() },
      });
      return true;
    },
  };
}
