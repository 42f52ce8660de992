/** Acts that need nothing but a yes: who it is about, what follows, and how it is undone if it can be. */
import type { DeviceId } from '@sanad/model/ids';
import { type AccountLine, useAdminAsk } from '../../../app/admin/ask.ts';
import { createDecision } from '../../../app/create-decision.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { personName } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

export type PlainAct =
  | { readonly kind: 'suspend' | 'reinstate' | 'sign-out' }
  | { readonly kind: 'device'; readonly device: DeviceId; readonly label: string }
  | { readonly kind: 'session'; readonly session: string };

interface ConfirmActProps {
  readonly account: Pick<AccountLine, 'user' | 'name' | 'profession'>;
  readonly act: PlainAct;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const ConfirmAct = (props: ConfirmActProps) => {
  const i18n = useI18n();
  const { t } = i18n;
  const { api } = useEngine();
  const ask = useAdminAsk();
  const name = () => personName(i18n, props.account);
  const send = () => {
    const { user } = props.account;
    const { act } = props;
    switch (act.kind) {
      case 'suspend':
        return api.suspend(user);
      case 'reinstate':
        return api.reinstate(user);
      case 'device':
        return api.removeDevice(user, act.device);
      case 'sign-out':
        return ask.act(`/admin/accounts/${user}/sign-out`);
      case 'session':
        return ask.act(`/admin/accounts/${user}/sessions/${act.session}/end`);
    }
  };
  const decision = createDecision<unknown>({
    send,
    said: () => t(`admin.done.${props.act.kind}`, { name: name() }),
    offer: () => {
      const { user } = props.account;
      const { onDone } = props;
      const back = props.act.kind === 'suspend' ? api.reinstate : props.act.kind === 'reinstate' ? api.suspend : undefined;
      return back && { label: t('admin.undo'), run: () => void back(user).then(onDone) };
    },
    onDone: () => props.onDone(),
  });
  const label = () => (props.act.kind === 'device' ? props.act.label : '');
  return (
    <Sheet
      title={t(`admin.confirm.${props.act.kind}`, { name: name(), device: label() })}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <p>{t(`admin.confirm.${props.act.kind}.text`)}</p>
      <Failure words={decision.failure()} />
      <div class="btns" data-fill>
        <Button kind="line" size="lg" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        <Button
          kind={props.act.kind === 'reinstate' ? 'primary' : 'danger'}
          size="lg"
          busy={decision.isBusy()}
          onClick={decision.decide}
        >
          {t(`admin.act.${props.act.kind}`)}
        </Button>
      </div>
    </Sheet>
  );
};
