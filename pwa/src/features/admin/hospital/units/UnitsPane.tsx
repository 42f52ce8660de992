/** Where people work (UNIT-1 … UNIT-4): a tree of sites and units. Pressing one opens what can be done with it. */
import Building from 'lucide-solid/icons/building';
import Network from 'lucide-solid/icons/network';
import Plus from 'lucide-solid/icons/plus';
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js';
import { type AdminUnit, AdminUnits, useAdminAsk } from '../../../../app/admin/ask.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { EmptyState } from '../../../../ui/EmptyState.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { SearchBox } from '../../../../ui/SearchBox.tsx';
import { createAsked } from '../create-asked.ts';
import { HospitalSubPage } from '../HospitalSubPage.tsx';
import { RemoveUnitSheet } from './RemoveUnitSheet.tsx';
import { UnitSheet, type UnitTask } from './UnitSheet.tsx';
import { UnitTree } from './UnitTree.tsx';
import { branchesOf } from './unit-tree.ts';

/** Fewer are found by looking. */
const searchFrom = 15;

export const UnitsPane = () => {
  const { t } = useI18n();
  const ask = useAdminAsk();
  const asked = createAsked(() => ask.get('/admin/units', AdminUnits));
  const [words, setWords] = createSignal('');
  const [task, setTask] = createSignal<UnitTask | { readonly kind: 'remove'; readonly unit: AdminUnit }>();
  const units = () => asked.value()?.units ?? [];
  const tree = createMemo(() => branchesOf(units(), words()));
  const done = () => {
    setTask(undefined);
    asked.load();
  };
  const writing = () => {
    const now = task();
    return now === undefined || now.kind === 'remove' ? undefined : now;
  };
  const removing = () => {
    const now = task();
    return now?.kind === 'remove' ? now.unit : undefined;
  };
  return (
    <HospitalSubPage title={t('units.title')} lead={t('units.lead')}>
      <Failure words={asked.failure()} />
      <div class="btns">
        <Button kind="primary" onClick={() => setTask({ kind: 'add', unitKind: 'unit', parent: undefined })}>
          <Plus class="i" />
          {t('units.add.unit')}
        </Button>
        <Button kind="line" onClick={() => setTask({ kind: 'add', unitKind: 'site', parent: undefined })}>
          <Building class="i" />
          {t('units.add.site')}
        </Button>
      </div>
      <Show when={units().length >= searchFrom}>
        <SearchBox label={t('units.search')} value={words()} onValue={setWords} />
      </Show>
      <Switch
        fallback={
          <p class="card card-pad hint" role="status">
            {t('common.loading')}
          </p>
        }
      >
        <Match when={tree().length > 0}>
          <div class="card">
            <UnitTree
              of={tree()}
              label={t('units.title')}
              isSearch={words().trim() !== ''}
              onOpen={(unit) => setTask({ kind: 'change', unit })}
            />
          </div>
        </Match>
        <Match when={units().length > 0}>
          <p class="card card-pad hint" role="status">
            {t('units.none-found')}
          </p>
        </Match>
        <Match when={asked.value()}>
          <section class="card">
            <EmptyState icon={<Network class="i" />} title={t('units.empty')} text={t('units.empty.text')} />
          </section>
        </Match>
      </Switch>
      <Show when={writing()} keyed>
        {(open) => (
          <UnitSheet
            task={open}
            units={units()}
            onAddIn={(unit) => setTask({ kind: 'add', unitKind: 'unit', parent: unit })}
            onRemove={(unit) => setTask({ kind: 'remove', unit })}
            onClose={() => setTask(undefined)}
            onDone={done}
          />
        )}
      </Show>
      <Show when={removing()} keyed>
        {(unit) => (
          <RemoveUnitSheet unit={unit} units={units()} onClose={() => setTask(undefined)} onDone={done} onUndone={asked.load} />
        )}
      </Show>
    </HospitalSubPage>
  );
};
