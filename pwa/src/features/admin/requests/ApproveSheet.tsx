/** Approving is an act of this device: the code is compared, the role chosen, and the button says what it claims. */
import type { PendingPerson } from '@sanad/model/engine/api';
import TriangleAlert from 'lucide-solid/icons/triangle-alert';
import { createSignal, Show } from 'solid-js';
import { createDecision } from '../../../app/create-decision.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { approvalShape, groupCode } from '../../../app/group-code.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

interface ApproveSheetProps {
  readonly person: PendingPerson;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const ApproveSheet = (props: ApproveSheetProps) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const [role, setRole] = createSignal<'member' | 'auditor' | 'administrator'>('member');
  const code = () => groupCode(props.person.comparisonCode, approvalShape);
  const decision = createDecision({
    send: () => api.approve(props.person.user, { role: role() }),
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
      <Choices
        label={t('approvals.confirm.role')}
        value={role()}
        options={[
          { value: 'member', label: t('approvals.role.member'), hint: t('approvals.role.member.hint') },
          { value: 'administrator', label: t('approvals.role.administrator'), hint: t('approvals.role.administrator.hint') },
        ]}
        onChange={setRole}
      />
      <Failure words={decision.failure()} />
      <Button kind="primary" size="lg" wide busy={decision.isBusy()} onClick={decision.decide}>
        {t(props.person.before ? 'approvals.confirm.submit-again' : 'approvals.confirm.submit')}
      </Button>
    </Sheet>
  );
};
