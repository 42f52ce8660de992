/** Another role (ORG-11): signed by this device. A head of unit is that of the unit in which she works. */

import type { Role, RoleGrant } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import type { AccountLine } from '../../../app/admin/ask.ts';
import { createDecision } from '../../../app/create-decision.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { personName } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { ROLE_WORDS } from './role-words.ts';

interface RoleSheetProps {
  readonly account: AccountLine;
  /** Hers, in words. */
  readonly unit: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly onUndone: () => void;
}

export const RoleSheet = (props: RoleSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const [role, setRole] = createSignal<Role>(props.account.role);
  const name = () => personName(i18n, props.account);
  /** Undefined: a head needs a unit of the tree. */
  const grant = (): RoleGrant | undefined => {
    const chosen = role();
    if (chosen !== 'unit_head') return { role: chosen };
    const unit = props.account.unitId;
    return unit === undefined ? undefined : { role: chosen, unit };
  };
  // Still there when the sheet is not.
  const { onUndone } = props;
  const decision = createDecision<unknown>({
    send: async () => {
      const chosen = grant();
      return chosen === undefined ? { ok: false, error: { type: 'not-ready' } } : api.setRole(props.account.user, chosen);
    },
    said: () => t('admin.done.role', { name: name(), role: t(`admin.role.${role()}`) }),
    undo: () => {
      const { user, role: before, unitId } = props.account;
      if (before !== 'unit_head') return () => api.setRole(user, { role: before });
      return unitId === undefined ? undefined : () => api.setRole(user, { role: before, unit: unitId });
    },
    onUndone,
    onDone: () => props.onDone(),
  });
  const hint = (one: Role) =>
    one === 'unit_head' && props.account.unitId === undefined
      ? t('admin.role.unit_head.no-unit')
      : t(`admin.role.${one}.hint`, { unit: props.unit });
  return (
    <Sheet title={t('admin.role.title', { name: name() })} closeLabel={t('common.close')} open onClose={props.onClose}>
      <p>{t('admin.role.text')}</p>
      <Choices
        label={t('admin.column.role')}
        value={role()}
        options={ROLE_WORDS.map((one) => ({ value: one.role, label: t(one.words), hint: hint(one.role) }))}
        onChange={setRole}
      />
      <Failure words={decision.failure()} />
      <Button
        kind="primary"
        size="lg"
        wide
        disabled={grant() === undefined || role() === props.account.role}
        busy={decision.isBusy()}
        onClick={decision.decide}
      >
        {t('admin.role.save')}
      </Button>
    </Sheet>
  );
};
