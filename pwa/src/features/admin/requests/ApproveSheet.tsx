/** Approving is an act of this device: the code is compared, the role chosen, and the button says what it claims. */
import type { PendingPerson, Role, RoleGrant } from '@sanad/model/engine/api';
import type { UnitId } from '@sanad/model/ids';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createSignal, Show } from 'solid-js';
import { useAdminAsk } from '../../../app/admin/ask.ts';
import { may } from '../../../app/admin/may.ts';
import { createDecision } from '../../../app/create-decision.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { approvalShape, groupCode } from '../../../app/group-code.ts';
import { useMe } from '../../../app/me.ts';
import { createUnits, labelOfId, unitCalled } from '../../../app/units.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { ROLE_WORDS } from '../accounts/role-words.ts';
import { UnitSelect } from '../UnitSelect.tsx';

interface ApproveSheetProps {
  readonly person: PendingPerson;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const ApproveSheet = (props: ApproveSheetProps) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const me = useMe();
  const ask = useAdminAsk();
  const units = createUnits();
  const [role, setRole] = createSignal<Role>('member');
  /** What she typed, if a unit of the tree is called so. */
  const named = () => unitCalled(units(), props.person.unit)?.unit;
  const [chosen, setChosen] = createSignal<{ readonly unit: UnitId | undefined }>();
  const unit = () => (chosen() === undefined ? named() : chosen()?.unit);
  const grant = (): RoleGrant | undefined => {
    const [asked, of] = [role(), unit()];
    if (asked !== 'unit_head') return { role: asked };
    return of === undefined ? undefined : { role: asked, unit: of };
  };
  const roles = () => ROLE_WORDS.filter((one) => one.role === 'member' || may(me(), 'accounts.role'));
  const hint = (one: Role) =>
    one === 'unit_head' && unit() === undefined
      ? t('admin.role.unit_head.no-unit')
      : t(`admin.role.${one}.hint`, { unit: labelOfId(units(), unit(), props.person.unit) });
  const code = () => groupCode(props.person.comparisonCode, approvalShape);
  const decision = createDecision<unknown>({
    send: async () => {
      const { user } = props.person;
      const given = grant();
      if (given === undefined) return { ok: false, error: { type: 'not-ready' } } as const;
      if (chosen() !== undefined && unit() !== named()) {
        const placed = await ask.act(`/admin/accounts/${user}/unit`, { unit: unit() ?? null });
        if (!placed.ok) return placed;
      }
      return api.approve(user, given);
    },
    said: () => t('approvals.approved', { name: props.person.name }),
    onDone: () => props.onDone(),
  });
  return (
    <Sheet
      title={t('approvals.confirm.title', { name: props.person.name })}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <Show when={props.person.before}>
        {(before) => (
          <Banner kind="medium" icon={<TriangleAlert class="i" />}>
            <b>{t(`approvals.before.${before()}`)}</b> {t(`approvals.before.${before()}.text`)}
          </Banner>
        )}
      </Show>
      <p>{t('approvals.confirm.compare')}</p>
      <p class="code comparison-code">{code()}</p>
      <Show when={may(me(), 'accounts.unit')}>
        <UnitSelect
          label={t('admin.column.unit')}
          none={t('admin.unit.none', { unit: props.person.unit })}
          units={units()}
          value={unit()}
          onChange={(next) => setChosen({ unit: next })}
        />
      </Show>
      <Choices
        label={t('approvals.confirm.role')}
        value={role()}
        options={roles().map((one) => ({ value: one.role, label: t(one.words), hint: hint(one.role) }))}
        onChange={setRole}
      />
      <Failure words={decision.failure()} />
      <Button kind="primary" size="lg" wide disabled={grant() === undefined} busy={decision.isBusy()} onClick={decision.decide}>
        {t(props.person.before ? 'approvals.confirm.submit-again' : 'approvals.confirm.submit')}
      </Button>
    </Sheet>
  );
};
