/** A new site or unit, or the name and the place of one that is there. What a change means for people stands before it is made. */
import Plus from 'lucide-solid/icons/plus';
import Trash from 'lucide-solid/icons/trash';
import { createMemo, createSignal, Show } from 'solid-js';
import { type AdminUnit, Done, UnitAdded, type UnitKind, useAdminAsk } from '../../../../app/admin/ask.ts';
import { createDecision } from '../../../../app/create-decision.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { SelectField } from '../../../../ui/SelectField.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';
import { TextField } from '../../../../ui/TextField.tsx';
import { placesFor } from './unit-tree.ts';

export type UnitTask =
  | { readonly kind: 'add'; readonly unitKind: UnitKind; readonly parent: AdminUnit | undefined }
  | { readonly kind: 'change'; readonly unit: AdminUnit };

interface UnitSheetProps {
  readonly task: UnitTask;
  readonly units: readonly AdminUnit[];
  readonly onAddIn: (unit: AdminUnit) => void;
  readonly onRemove: (unit: AdminUnit) => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
}
const top = 'top';

export const UnitSheet = (props: UnitSheetProps) => {
  const { t, n } = useI18n();
  const ask = useAdminAsk();
  const changed = props.task.kind === 'change' ? props.task.unit : undefined;
  const kind = props.task.kind === 'change' ? props.task.unit.kind : props.task.unitKind;
  const [name, setName] = createSignal(changed?.name ?? '');
  const [parent, setParent] = createSignal<string>(
    (props.task.kind === 'add' ? props.task.parent?.unit : changed?.parent) ?? top,
  );
  const [hasTried, setTried] = createSignal(false);
  const places = createMemo(() => [
    { value: top, label: t('units.place.top') },
    ...placesFor(props.units, kind, changed).map(({ unit, path }) => ({ value: unit.unit, label: path })),
  ]);
  const tidy = () => name().trim().replace(/\s+/gu, ' ');
  const decision = createDecision({
    send: () => {
      const body = { name: tidy(), parent: parent() === top ? null : parent() };
      return changed === undefined
        ? ask.post('/admin/units', { kind, ...body }, UnitAdded)
        : ask.post(`/admin/units/${changed.unit}/change`, body, Done);
    },
    said: () => t(changed === undefined ? 'units.added' : 'units.changed', { name: tidy() }),
    onDone: () => props.onDone(),
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (tidy() !== '' && !decision.isBusy()) decision.decide();
  };
  const isRenamed = () => changed !== undefined && changed.people > 0 && tidy() !== changed.name;
  return (
    <Sheet
      title={changed === undefined ? t(`units.add.${kind}`) : changed.name}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <form class="stack" noValidate onSubmit={submit}>
        <TextField
          label={t('units.name')}
          maxlength={80}
          dir="auto"
          autocomplete="off"
          value={name()}
          error={hasTried() && tidy() === '' ? t('sign-up.required') : undefined}
          onValue={setName}
        />
        <SelectField label={t('units.place')} value={parent()} options={places()} onChange={setParent} />
        <Show when={changed === undefined && kind === 'unit'}>
          <p class="hint">{t('units.add.hint')}</p>
        </Show>
        <Show when={isRenamed() ? changed : undefined}>
          {(unit) => (
            <p class="hint" role="status">
              {n('units.rename.hint', unit().people)}
            </p>
          )}
        </Show>
        <Failure words={decision.failure()} />
        <Button kind="primary" size="lg" wide type="submit" busy={decision.isBusy()}>
          {t(changed === undefined ? 'units.add.submit' : 'common.save')}
        </Button>
      </form>
      <Show when={changed}>
        {(unit) => (
          <div class="btns" data-fill>
            <Button kind="line" onClick={() => props.onAddIn(unit())}>
              <Plus class="i" />
              {t('units.add.in')}
            </Button>
            <Button kind="line" onClick={() => props.onRemove(unit())}>
              <Trash class="i" />
              {t('units.remove')}
            </Button>
          </div>
        )}
      </Show>
    </Sheet>
  );
};
