/** Taking a unit out of the tree (UNIT-4): asked first, not while anybody or anything is in it, and taken back from the toast. */
import { createSignal, Show } from 'solid-js';
import { type AdminUnit, UnitAdded, UnitRemoval, useAdminAsk } from '../../../../app/admin/ask.ts';
import { createDecision } from '../../../../app/create-decision.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';

interface RemoveUnitSheetProps {
  readonly unit: AdminUnit;
  readonly units: readonly AdminUnit[];
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly onUndone: () => void;
}

export const RemoveUnitSheet = (props: RemoveUnitSheetProps) => {
  const { t, n } = useI18n();
  const ask = useAdminAsk();
  const { unit, kind, name, parent, people, heads } = props.unit;
  const units = props.units.filter((one) => one.parent === unit).length;
  const [inside, setInside] = createSignal<Pick<UnitRemoval, 'people' | 'heads' | 'units'>>({ people, heads, units });
  const isEmpty = () => inside().people + inside().heads + inside().units === 0;
  const decision = createDecision({
    send: async () => {
      const answer = await ask.post(`/admin/units/${unit}/remove`, {}, UnitRemoval);
      // Somebody came into it meanwhile.
      if (answer.ok && !answer.value.removed) setInside(answer.value);
      return answer;
    },
    said: () => t(isEmpty() ? 'units.removed' : 'units.remove.not-removed', { name }),
    // Nothing was in it, so nothing misses the one that was there.
    undo: () => (isEmpty() ? () => ask.post('/admin/units', { kind, name, parent: parent ?? null }, UnitAdded) : undefined),
    onUndone: () => props.onUndone(),
    onDone: () => isEmpty() && props.onDone(),
  });
  return (
    <Sheet title={t('units.remove.title', { name: props.unit.name })} closeLabel={t('common.close')} open onClose={props.onClose}>
      <Show
        when={isEmpty()}
        fallback={
          <>
            <p role="status">{t('units.remove.not-empty')}</p>
            <ul class="bullets">
              <Show when={inside().people > 0}>
                <li>{n('units.inside.people', inside().people)}</li>
              </Show>
              <Show when={inside().heads > 0}>
                <li>{n('units.inside.heads', inside().heads)}</li>
              </Show>
              <Show when={inside().units > 0}>
                <li>{n('units.inside.units', inside().units)}</li>
              </Show>
            </ul>
            <Button kind="line" size="lg" wide onClick={props.onClose}>
              {t('common.close')}
            </Button>
          </>
        }
      >
        <p>{t('units.remove.text')}</p>
        <Failure words={decision.failure()} />
        <div class="btns" data-fill>
          <Button kind="line" size="lg" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="danger" size="lg" busy={decision.isBusy()} onClick={decision.decide}>
            {t('units.remove')}
          </Button>
        </div>
      </Show>
    </Sheet>
  );
};
