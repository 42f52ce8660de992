/** Approving is an act of this device: the code is compared, the role chosen, and the button says what it claims. */
import type { PendingPerson, Role } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import { useEngine } from '../../app/engine-client.ts';
import { failureWords } from '../../app/failure-words.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Sheet } from '../../ui/Sheet.tsx';
import { useToaster } from '../../ui/toaster.ts';

interface ApproveSheetProps {
  readonly person: PendingPerson;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const ApproveSheet = (props: ApproveSheetProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const toaster = useToaster();
  const [role, setRole] = createSignal<Role>('member');
  const [isBusy, setBusy] = createSignal(false);
  const [failure, setFailure] = createSignal<string>();
  const code = () => `${props.person.comparisonCode.slice(0, 4)} ${props.person.comparisonCode.slice(4)}`;
  const approve = async () => {
    setBusy(true);
    setFailure(undefined);
    const result = await api.approve(props.person.user, role());
    setBusy(false);
    if (!result.ok) {
      setFailure(failureWords(i18n, result.error));
      return;
    }
    toaster.show({ text: t('approvals.approved', { name: props.person.name }) });
    props.onDone();
  };
  return (
    <Sheet
      title={t('approvals.confirm.title', { name: props.person.name })}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
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
      <Failure words={failure()} />
      <Button kind="primary" size="lg" wide busy={isBusy()} onClick={() => void approve()}>
        {t('approvals.confirm.submit')}
      </Button>
    </Sheet>
  );
};
