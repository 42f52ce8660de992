/** Who is on duty now, and the duty of the day (CAL-30). Everything stands on this device; offline it says from when its copy is. */
import type { ShiftRow } from '@sanad/model/engine/api';
import { useSearchParams } from '@solidjs/router';
import CalendarPlus from 'lucide-solid/icons/calendar-plus';
import ChevronLeft from 'lucide-solid/icons/chevron-left';
import ChevronRight from 'lucide-solid/icons/chevron-right';
import UserRoundCheck from 'lucide-solid/icons/user-round-check';
import { createMemo, createSignal, For, Show } from 'solid-js';
import { ConnectivityStrip } from '../../app/ConnectivityStrip.tsx';
import { createRoster, useDuty } from '../../app/duty/duty.tsx';
import { askedDay, dutyDay, dutyDayAt, keyAfter, lanesOf } from '../../app/duty/duty-day.ts';
import { useEngine } from '../../app/engine-client.ts';
import { useMe } from '../../app/me.ts';
import { createNow } from '../../app/now.ts';
import { useTitle } from '../../app/title.ts';
import { createNames } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Keyed } from '../../ui/Keyed.tsx';
import { AskedSwaps } from './AskedSwaps.tsx';
import { cardsOf, DUTY_FILTERS, type DutyFilter } from './cards.ts';
import { DayLanes } from './DayLanes.tsx';
import { DayList } from './DayList.tsx';
import { DutyCard } from './DutyCard.tsx';
import { DutySheets, type OpenDutySheet } from './DutySheets.tsx';
import { HandoverBar, HandoverGiven } from './HandoverBar.tsx';
import { HandoverSheet } from './HandoverSheet.tsx';
import { handoversOf } from './handover.ts';
import { createHandoversGiven } from './handovers-given.ts';
import './on-call.css';

export const OnCallPage = () => {
  const i18n = useI18n();
  const { t, dates } = i18n;
  const { sync } = useEngine();
  const [params, setParams] = useSearchParams();
  const now = createNow();
  const names = createNames();
  const me = useMe();
  const today = createMemo(() => dutyDayAt(now()));
  const chosen = createMemo(() => askedDay(params['date'], today()));
  const roster = createRoster(() => ({ from: chosen(), to: keyAfter(chosen(), 2) }));
  const duty = useDuty();
  /** What is on duty now stands in both; the window's is there first. */
  const present = () => duty.roster() ?? roster();
  const day = createMemo(() => dutyDay(chosen()));
  const lanes = createMemo(() => lanesOf(roster()?.shifts ?? [], roster()?.faults ?? [], day()));
  const [filter, setFilter] = createSignal<DutyFilter>('all');
  const cards = createMemo(() => cardsOf(present(), { filter: filter(), unit: me()?.unit, person: names.person }));
  const [sheet, setSheet] = createSignal<OpenDutySheet>();
  const open = (shift: ShiftRow) => setSheet({ kind: 'shift', id: shift.id });
  const given = createHandoversGiven(now);
  const handovers = createMemo(() => handoversOf(present()?.shifts ?? [], names.me(), now()));
  /** The one that is still to be given; where none is, what was given stands there quietly. */
  const handover = createMemo(() => handovers().find(({ shift }) => given.atMs(shift) === undefined));
  const [isHanding, setHanding] = createSignal(false);
  /** Neither soon nor on this day; what is planned for later is found day by day below. */
  const isEmpty = () => (present()?.shifts.length ?? 0) === 0 && lanes().length === 0;
  const go = (key: string) => setParams({ date: key === today() ? undefined : key }, { replace: true });
  useTitle(() => t('duty.title'));
  const make = () => setSheet({ kind: 'new', fromMs: day().fromMs, toMs: day().fromMs + 12 * 3_600_000, role: '' });
  return (
    <div class="pane main on-call">
      <header class="bar bar-top" data-page>
        <h1 class="grow" ref={focusOnMount}>
          {t('duty.title')}
        </h1>
        <time class="tag">{dates().time(now())}</time>
        <IconButton label={t('duty.new')} aria-haspopup="dialog" onClick={make}>
          <CalendarPlus class="i" />
        </IconButton>
      </header>
      <ConnectivityStrip />
      <div class="scroll">
        <Show
          when={present() !== undefined}
          fallback={
            <p class="empty" role="status">
              {t('common.loading')}
            </p>
          }
        >
          <div class="on-call-page">
            <Show
              when={!isEmpty()}
              fallback={
                <EmptyState icon={<UserRoundCheck class="i" />} title={t('duty.empty.title')} text={t('duty.empty.text')}>
                  <Button kind="primary" onClick={make}>
                    {t('duty.new')}
                  </Button>
                </EmptyState>
              }
            >
              <Show
                when={handover()}
                fallback={<Show when={handovers()[0]}>{(one) => <HandoverGiven given={given} shift={one().shift} />}</Show>}
              >
                {(one) => <HandoverBar handover={one()} names={names} now={now()} onOpen={() => setHanding(true)} />}
              </Show>
              <AskedSwaps shifts={present()?.shifts ?? []} names={names} onOpen={open} />
              {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be announced as a form */}
              <div class="chips" role="group" aria-label={t('inbox.filter')}>
                <For each={DUTY_FILTERS}>
                  {(one) => (
                    <button type="button" class="chip" aria-pressed={one === filter()} onClick={() => setFilter(one)}>
                      {t(`duty.filter.${one}`)}
                    </button>
                  )}
                </For>
              </div>
              <section aria-label={t('duty.title')}>
                <div class="duty-cards">
                  <Keyed each={cards()} by={({ id }) => id} fallback={<p class="muted">{t('duty.filter.none')}</p>}>
                    {(card) => <DutyCard card={card()} now={now()} names={names} onSheet={setSheet} />}
                  </Keyed>
                </div>
              </section>
            </Show>
            <section class="duty-day" aria-label={t('duty.day')}>
              <header>
                <IconButton label={t('duty.day.before')} onClick={() => go(keyAfter(chosen(), -1))}>
                  <ChevronLeft class="i flip" />
                </IconButton>
                <h2 aria-live="polite">{dates().day(day().fromMs, now())}</h2>
                <IconButton label={t('duty.day.after')} onClick={() => go(keyAfter(chosen(), 1))}>
                  <ChevronRight class="i flip" />
                </IconButton>
                <Show when={chosen() !== today()}>
                  <Button kind="quiet" onClick={() => go(today())}>
                    {t('duty.day.today')}
                  </Button>
                </Show>
              </header>
              <Show when={lanes().length > 0} fallback={<p class="muted">{t('duty.day.none')}</p>}>
                <div class="only-wide">
                  <DayLanes lanes={lanes()} day={day()} now={now()} names={names} onSheet={setSheet} />
                </div>
                <div class="only-phone">
                  <DayList lanes={lanes()} now={now()} names={names} onSheet={setSheet} />
                </div>
              </Show>
            </section>
            <p class="hint" role="status">
              <Show when={sync().connectivity !== 'online'} fallback={t('duty.copy.now')}>
                <Show when={present()?.caughtUpAtMs} fallback={t('duty.copy.unknown')}>
                  {(ms) => t('duty.copy', { moment: dates().moment(ms(), now()) })}
                </Show>
              </Show>
            </p>
          </div>
        </Show>
      </div>
      <Show when={isHanding() ? handover() : undefined}>
        {(one) => <HandoverSheet handover={one()} names={names} onGiven={given.remember} onClose={() => setHanding(false)} />}
      </Show>
      <DutySheets
        open={sheet()}
        shifts={[...(roster()?.shifts ?? []), ...(present()?.shifts ?? [])]}
        faults={roster()?.faults ?? []}
        names={names}
        now={now()}
        onClose={() => setSheet(undefined)}
      />
    </div>
  );
};
