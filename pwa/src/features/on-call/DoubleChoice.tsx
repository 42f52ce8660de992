/** Two people have the same hours (CAL-30): who keeps them, and what becomes free by that; more than these hours only after a second press. */
import type { ShiftRow } from '@sanad/model/engine/api';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createSignal, For, Show } from 'solid-js';
import type { Names } from '../../app/urgent/use-urgents.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import { Keyed } from '../../ui/Keyed.tsx';
import { freedBy, isMoreThanCommon } from './double.ts';
import { useAssign } from './use-assign.ts';

interface DoubleChoiceProps {
  readonly shifts: readonly ShiftRow[];
  readonly names: Names;
  readonly onDone: () => void;
}

export const DoubleChoice = (props: DoubleChoiceProps) => {
  const { t, dates } = useI18n();
  const assign = useAssign();
  const [askedId, setAskedId] = createSignal<string>();
  const asked = () => props.shifts.find(({ id }) => id === askedId());
  const places = ({ holder, startMs, endMs }: ShiftRow) => ({
    name: holder === undefined ? t('duty.nobody.yet') : props.names.name(holder),
    from: dates().time(startMs),
    to: dates().time(endMs),
  });
  const isMine = ({ holder }: ShiftRow) => holder === props.names.me();
  /** The others are open again with all their hours; nobody is given any without a word. */
  const keep = async (chosen: ShiftRow) => {
    for (const one of freedBy(chosen, props.shifts)) if (!(await assign(one, undefined, ''))) return;
    props.onDone();
  };
  const press = (chosen: ShiftRow) => {
    if (isMoreThanCommon(chosen, freedBy(chosen, props.shifts))) setAskedId(chosen.id);
    else void keep(chosen);
  };
  const Frees = (of: { readonly shift: ShiftRow }) => (
    <For each={freedBy(of.shift, props.shifts)}>
      {(one) => <p class="hint">{t(isMine(one) ? 'duty.double.frees.mine' : 'duty.double.frees', places(one))}</p>}
    </For>
  );
  return (
    <section class="stack" aria-label={t('duty.double')}>
      <Banner kind="medium" icon={<TriangleAlert class="i" />}>
        <b>{t('duty.double')}.</b> {t('duty.double.text')}
      </Banner>
      <Show
        when={asked()}
        fallback={
          <Keyed each={props.shifts} by={({ id }) => id}>
            {(one) => (
              <div>
                <Button kind="line" size="lg" wide onClick={() => press(one())}>
                  {t(isMine(one()) ? 'duty.double.keep.mine' : 'duty.double.keep', places(one()))}
                </Button>
                <Frees shift={one()} />
              </div>
            )}
          </Keyed>
        }
      >
        {(chosen) => (
          <>
            <div ref={focusOnMount}>
              <Frees shift={chosen()} />
              <p>{t('duty.double.more')}</p>
            </div>
            <Button kind="primary" wide onClick={() => void keep(chosen())}>
              {t('duty.double.free')}
            </Button>
            <Button kind="line" wide onClick={() => setAskedId(undefined)}>
              {t('common.cancel')}
            </Button>
          </>
        )}
      </Show>
    </section>
  );
};
