/** What is left of today that concerns me: my shifts, what I go to, what waits for my answer. */
import type { EventsMeta, ListUpdate, OccurrenceRow } from '@sanad/model/engine/api';
import type { UserId } from '@sanad/model/ids';
import { A } from '@solidjs/router';
import { proxy } from 'comlink';
import CalendarDays from 'lucide-solid/icons/calendar-days';
import MapPin from 'lucide-solid/icons/map-pin';
import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js';
import { deviceZone } from '../../../app/device-zone.ts';
import { keyAfter } from '../../../app/duty/duty-day.ts';
import { openView, useEngine } from '../../../app/engine-client.ts';
import { concernsMe, kindOf, titleOf } from '../../../app/events/row-kind.ts';
import { SlotTime } from '../../../app/events/SlotTime.tsx';
import { createOwnCalendar } from '../../../app/own-calendar.ts';
import { createProjection } from '../../../app/projection.ts';
import { dayKey } from '../../../i18n/dates.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Keyed } from '../../../ui/Keyed.tsx';
import '../../../app/events/slot.css';

interface NowTodayProps {
  readonly now: number;
  readonly me: UserId | undefined;
  /** Under it. */
  readonly children: JSX.Element;
}

const fewRows = 5;

export const NowToday = (props: NowTodayProps) => {
  const i18n = useI18n();
  const { t, n, dates } = i18n;
  const { api } = useEngine();
  const own = createOwnCalendar();
  const today = createMemo(() => dayKey(props.now));
  const [rows, setRows] = createSignal<readonly OccurrenceRow[]>();
  createEffect(
    on(today, (day) => {
      const [found, apply] = createProjection<OccurrenceRow, EventsMeta>();
      const listen = (update: ListUpdate<OccurrenceRow, EventsMeta>) => {
        apply(update);
        if (found.meta?.loading !== true) setRows(found.order.flatMap((id) => found.byId[id] ?? []));
      };
      openView(() => api.onEvents({ from: day, to: keyAfter(day, 1), zone: deviceZone() }, proxy(listen)));
    }),
  );
  const left = createMemo(() => (rows() ?? []).filter((row) => row.endMs > props.now && concernsMe(row, props.me, own())));
  return (
    <section class="sec" aria-labelledby="now-today">
      <h2 class="sec-head" id="now-today">
        <CalendarDays class="i" />
        <span class="grow">{t('calendar.today')}</span>
        <span class="now-date">{dates().day(props.now, props.now)}</span>
      </h2>
      <Show when={rows() !== undefined}>
        <Show when={left().length > 0} fallback={<p class="card now-none">{t('inbox.now.free')}</p>}>
          <ul class="card now-slots">
            <Keyed each={left().slice(0, fewRows)} by={({ id }) => id}>
              {(row) => (
                <li>
                  <Slot row={row()} date={today()} now={props.now} kind={kindOf(row(), own())} />
                </li>
              )}
            </Keyed>
            <Show when={left().length > fewRows}>
              <li>
                <A class="row" href={`/calendar?view=day&date=${today()}`}>
                  {n('calendar.more', left().length - fewRows)}
                </A>
              </li>
            </Show>
          </ul>
        </Show>
      </Show>
      {props.children}
    </section>
  );
};

const Slot = (props: { readonly row: OccurrenceRow; readonly date: string; readonly now: number; readonly kind: string }) => {
  const i18n = useI18n();
  const { t } = i18n;
  const row = () => props.row;
  const isNow = () => !('date' in row().start) && row().startMs <= props.now;
  const href = () => {
    const { calendar, event, at } = row();
    return `/calendar/e/${calendar}/${event}${at === undefined ? '' : `?at=${encodeURIComponent(at)}`}`;
  };
  return (
    <A
      class="slot"
      href={href()}
      data-k={props.kind}
      data-now={isNow() ? '' : undefined}
      data-waiting={row().waiting ? '' : undefined}
    >
      <SlotTime row={row()} date={props.date} />
      <span class="b">
        <b dir="auto" class="page-side">
          {titleOf(i18n, row())}
        </b>
        <Show when={row().duty !== undefined && row().duty !== titleOf(i18n, row())}>
          <small dir="auto">{row().duty}</small>
        </Show>
        <Show when={row().place !== ''}>
          <small>
            <MapPin class="i" />
            <span dir="auto">{row().place}</span>
          </small>
        </Show>
        <Show when={row().answer === 'none'}>
          <small>{t('calendar.row.ask')}</small>
        </Show>
        <Show when={isNow()}>
          <span class="sr">{t('event.going-on')}</span>
        </Show>
      </span>
    </A>
  );
};
