/** Where somebody works, as the hospital's tree has it: who approves her colleagues and what is announced to her follow from it. */
import type { UnitId } from '@sanad/model/ids';
import { createSignal, Show } from 'solid-js';
import { type AccountLine, useAdminAsk } from '../../../app/admin/ask.ts';
import { createDecision } from '../../../app/create-decision.ts';
import { personName } from '../../../app/people.tsx';
import { createUnits } from '../../../app/units.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { UnitSelect } from '../UnitSelect.tsx';

interface UnitSheetProps {
  readonly account: AccountLine;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const UnitSheet = (props: UnitSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const ask = useAdminAsk();
  const units = createUnits();
  const [unit, setUnit] = createSignal<UnitId | undefined>(props.account.unitId);
  const decision = createDecision<unknown>({
    send: () => ask.act(`/admin/accounts/${props.account.user}/unit`, { unit: unit() ?? null }),
    said: () => t('admin.done.unit', { name: personName(i18n, props.account) }),
    onDone: () => props.onDone(),
  });
  return (
    <Sheet
      title={t('admin.unit.title', { name: personName(i18n, props.account) })}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <Show when={units().length > 0} fallback={<p>{t('admin.unit.no-tree')}</p>}>
        <UnitSelect
          label={t('admin.column.unit')}
          none={t('admin.unit.none', { unit: props.account.unit })}
          units={units()}
          value={unit()}
          onChange={setUnit}
        />
        <Failure words={decision.failure()} />
        <Button
          kind="primary"
          size="lg"
          wide
          disabled={unit() === props.account.unitId}
          busy={decision.isBusy()}
          onClick={decision.decide}
        >
          {t('admin.unit.save')}
        </Button>
      </Show>
    </Sheet>
  );
};
