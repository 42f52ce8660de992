/** What is done with an event beside changing it: written out as a file, cancelled, taken away, brought back. */
import type { EventDetails, Scope } from '@sanad/model/engine/api';
import CalendarX from 'lucide-solid/icons/calendar-x';
import Download from 'lucide-solid/icons/download';
import Share2 from 'lucide-solid/icons/share-2';
import Trash from 'lucide-solid/icons/trash';
import Undo2 from 'lucide-solid/icons/undo-2';
import { createSignal, Show } from 'solid-js';
import { useEngine } from '../../../app/engine-client.ts';
import { failureWords } from '../../../app/failure-words.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { MenuChoice } from '../../../ui/MenuChoice.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { useToaster } from '../../../ui/toaster.ts';
import { useEventActions } from './create-event.ts';
import type { EventAddress } from './event-address.ts';
import { ScopeSheet } from './ScopeSheet.tsx';
import { canShareIcs, icsName, saveIcs, shareIcs } from './save-ics.ts';

interface EventMenuProps {
  readonly address: EventAddress;
  readonly details: EventDetails;
  /** It is not there any more. */
  readonly onRemoved: () => void;
  readonly onClose: () => void;
}

export const EventMenu = (props: EventMenuProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const { cancel, change } = useEventActions();
  const [asked, setAsked] = createSignal<'cancelled' | 'removed' | 'on'>();
  const isSeries = () => props.details.at !== undefined;

  const written = async (): Promise<string | undefined> => {
    const answer = await api.exportCalendar(props.address.calendar, props.address.event);
    if (answer.ok) return answer.value;
    toaster.show({ text: failureWords(i18n, answer.error) });
    return undefined;
  };
  const name = () => icsName(props.details.title, t('ics.export.name'));
  const save = async () => {
    const text = await written();
    props.onClose();
    if (text === undefined) return;
    saveIcs(text, name());
    toaster.show({ text: t('ics.export.done') });
  };
  const share = async () => {
    const text = await written();
    props.onClose();
    if (text !== undefined) await shareIcs(text, name());
  };
  const end = async (how: 'cancelled' | 'removed', scope: Scope) => {
    const address = { ...props.address, at: props.details.at };
    props.onClose();
    if ((await cancel(address, how, scope)) && how === 'removed') props.onRemoved();
  };
  const ask = (how: 'cancelled' | 'removed') => (isSeries() ? setAsked(how) : void end(how, 'all'));
  const restore = (scope: Scope) => {
    props.onClose();
    const address = { ...props.address, at: props.details.at };
    void change(address, { fields: { state: 'on' } }, scope, t('event.restore.done'));
  };
  const choose = (how: 'cancelled' | 'removed' | 'on', scope: Scope) => (how === 'on' ? restore(scope) : void end(how, scope));
  return (
    <Show
      when={asked()}
      fallback={
        <Sheet title={t('event.more')} closeLabel={t('common.close')} open onClose={props.onClose}>
          <div class="card rows menu-rows">
            <MenuChoice
              icon={<Download class="i" />}
              label={t('ics.export.event')}
              hint={t('ics.export.hint')}
              onChoose={() => void save()}
            />
            <Show when={canShareIcs()}>
              <MenuChoice icon={<Share2 class="i" />} label={t('ics.export.share')} onChoose={() => void share()} />
            </Show>
          </div>
          <Show when={props.details.editable} fallback={<p class="hint">{t('event.read-only')}</p>}>
            <div class="card rows menu-rows">
              <Show
                when={props.details.state === 'on'}
                fallback={
                  <MenuChoice
                    icon={<Undo2 class="i" />}
                    label={t('event.restore')}
                    onChoose={() => (isSeries() ? setAsked('on') : restore('all'))}
                  />
                }
              >
                <MenuChoice
                  icon={<CalendarX class="i" />}
                  label={t('event.cancel')}
                  hint={t('event.cancel.hint')}
                  onChoose={() => ask('cancelled')}
                />
              </Show>
              <MenuChoice
                isLast
                icon={<Trash class="i" />}
                label={t('event.remove')}
                hint={t('event.remove.hint')}
                onChoose={() => ask('removed')}
              />
            </div>
          </Show>
        </Sheet>
      }
    >
      {(how) => (
        <ScopeSheet
          what={how() === 'on' ? 'edit' : 'cancel'}
          onChoose={(scope) => choose(how(), scope)}
          onClose={props.onClose}
        />
      )}
    </Show>
  );
};
