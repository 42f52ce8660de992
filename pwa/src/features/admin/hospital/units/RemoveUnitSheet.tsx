/** Taking a unit out of the tree (UNIT-4): asked first, and not while anybody or anything is in it. */
import { createSignal, Show } from 'solid-js';
import { type AdminUnit, UnitRemoval, useAdminAsk } from '../../../../app/admin/ask.ts';
import { failureWords } from '../../../../app/failure-words.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';
import { useToaster } from '../../../../ui/toaster.ts';

interface RemoveUnitSheetProps {
  readonly unit: AdminUnit;
  readonly units: readonly AdminUnit[];
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const RemoveUnitSheet = (props: RemoveUnitSheetProps) => {
  const i18n = useI18n();
  const { t, n } = i18n;
  const ask = useAdminAsk();
  const toaster = useToaster();
  const { people, heads } = props.unit;
  const units = props.units.filter(({ parent }) => parent === props.unit.unit).length;
  const [inside, setInside] = createSignal<Pick<UnitRemoval, 'people' | 'heads' | 'units'>>({ people, heads, units });
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const isEmpty = () => inside().people + inside().heads + inside().units === 0;
  const remove = async () => {
    setBusy(true);
    setFailure(undefined);
    const answer = await ask.post(`/admin/units/${props.unit.unit}/remove`, {}, UnitRemoval);
    setBusy(false);
    if (!answer.ok) setFailure(failureWords(i18n, answer.error));
    // Somebody came into it meanwhile.
    else if (!answer.value.removed) setInside(answer.value);
    else {
      toaster.show({ text: t('units.removed', { name: props.unit.name }) });
      props.onDone();
    }
  };
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
        <Failure words={failure()} />
        <div class="btns" data-fill>
          <Button kind="line" size="lg" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="danger" size="lg" busy={isBusy()} onClick={() => void remove()}>
            {t('units.remove')}
          </Button>
        </div>
      </Show>
    </Sheet>
  );
};
