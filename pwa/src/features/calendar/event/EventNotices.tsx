/** What must not be overlooked: it waits here, it was cancelled, it is disputed (CAL-5, CAL-21), it overlaps (CAL-7). */
import type { EventDetails, FieldConflict, Scope } from '@sanad/model/engine/api';
import CalendarX from 'lucide-solid/icons/calendar-x';
import CloudOff from 'lucide-solid/icons/cloud-off';
import Layers from 'lucide-solid/icons/layers';
import Split from 'lucide-solid/icons/split';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Keyed } from '../../../ui/Keyed.tsx';
import { ConflictChoice } from './ConflictChoice.tsx';
import type { PeopleNames } from './calendar-list.ts';
import { useEventActions } from './create-event.ts';
import type { EventAddress } from './event-address.ts';
import { ScopeSheet } from './ScopeSheet.tsx';

interface EventNoticesProps {
  readonly address: EventAddress;
  readonly details: EventDetails;
  readonly names: PeopleNames;
}

export const EventNotices = (props: EventNoticesProps) => {
  const { t, n } = useI18n();
  const isBeside = () => props.details.cancelledBeside.length > 0;
  // Whether it takes place is asked once, with its own words.
  const conflicts = createMemo(() => props.details.conflicts.filter(({ field }) => !isBeside() || field !== 'state'));
  return (
    <>
      <Show when={props.details.waiting}>
        <Banner kind="off" icon={<CloudOff class="i" />}>
          {t('event.waiting')}
        </Banner>
      </Show>
      <Show when={isBeside()} fallback={<CancelledNotice {...props} />}>
        <BesideNotice {...props} />
      </Show>
      <Keyed each={conflicts()} by={keyOf}>
        {(conflict) => (
          <ConflictChoice
            address={props.address}
            conflict={conflict()}
            start={props.details.start}
            isEditable={props.details.editable}
            names={props.names}
          />
        )}
      </Keyed>
      <Show when={props.details.overlaps.length > 0}>
        <Banner icon={<Layers class="i" />}>{n('event.overlaps', props.details.overlaps.length)}</Banner>
      </Show>
    </>
  );
};
const keyOf = ({ field, member, at, following }: FieldConflict): string => [field, member, at, following].join('/');

const CancelledNotice = (props: EventNoticesProps) => {
  const { t } = useI18n();
  const { change } = useEventActions();
  const [isAsking, setAsking] = createSignal(false);
  const restore = (scope: Scope) => {
    setAsking(false);
    const address = { ...props.address, at: props.details.at };
    void change(address, { fields: { state: 'on' } }, scope, t('event.restore.done'));
  };
  return (
    <Show when={props.details.state === 'cancelled'}>
      <Banner
        kind="medium"
        icon={<CalendarX class="i" />}
        action={
          <Show when={props.details.editable}>
            <Button kind="line" onClick={() => (props.details.at === undefined ? restore('all') : setAsking(true))}>
              {t('event.restore')}
            </Button>
          </Show>
        }
      >
        <b>{t('event.cancelled')}</b> – {t('event.cancelled.text')}
      </Banner>
      <Show when={isAsking()}>
        <ScopeSheet what="edit" onChoose={restore} onClose={() => setAsking(false)} />
      </Show>
    </Show>
  );
};

const BesideNotice = (props: EventNoticesProps) => {
  const { t } = useI18n();
  const { change, cancel } = useEventActions();
  const who = () => [...new Set(props.details.cancelledBeside.map(({ by }) => props.names.name(by)))].join(', ');
  /** Of every place that is disputed: the whole event, this date, or from one on. */
  const places = () => [
    ...new Map(props.details.cancelledBeside.map(({ at, following }) => [`${at}/${following}`, { at, following }])).values(),
  ];
  const decide = async (isKept: boolean) => {
    for (const { at, following } of places()) {
      const address = { ...props.address, at };
      const scope = at === undefined ? 'all' : following ? 'following' : 'this';
      const isDone = isKept
        ? await change(address, { fields: { state: 'on' } }, scope, t('event.beside.kept'))
        : await cancel(address, 'cancelled', scope);
      if (!isDone) return;
    }
  };
  return (
    <section class="event-conflict" aria-label={t('event.beside')}>
      <h2>
        <Split class="i" />
        {t('event.beside')}
      </h2>
      <p>{t('event.beside.text', { names: who() })}</p>
      <Show when={props.details.editable}>
        <div class="btns">
          <For each={[true, false]}>
            {(isKept) => (
              <Button kind="line" onClick={() => void decide(isKept)}>
                {t(isKept ? 'event.beside.keep' : 'event.beside.cancel')}
              </Button>
            )}
          </For>
        </div>
      </Show>
    </section>
  );
};
