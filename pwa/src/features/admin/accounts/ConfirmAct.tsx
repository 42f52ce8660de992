/** Acts that need nothing but a yes: who it is about, what follows, and how it is undone if it can be. */
import type { DeviceId } from '@sanad/model/ids';
import { type AccountLine, useAdminAsk } from '../../../app/admin/ask.ts';
import { ConfirmSheet } from '../../../app/ConfirmSheet.tsx';
import { createDecision } from '../../../app/create-decision.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { personName } from '../../../app/people.tsx';
import { useI18n } from '../../../i18n/use-i18n.ts';

export type PlainAct =
  | { readonly kind: 'suspend' | 'reinstate' | 'sign-out' }
  | { readonly kind: 'device'; readonly device: DeviceId; readonly label: string }
  | { readonly kind: 'session'; readonly session: string };

interface ConfirmActProps {
  readonly account: Pick<AccountLine, 'user' | 'name' | 'profession'>;
  readonly act: PlainAct;
  readonly onClose: () => void;
  readonly onDone: () => void;
  readonly onUndone: () => void;
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
  // Still there when the sheet is not.
  const { onUndone } = props;
  const decision = createDecision<unknown>({
    send,
    said: () => t(`admin.done.${props.act.kind}`, { name: name() }),
    undo: () => {
      const { user } = props.account;
      if (props.act.kind === 'suspend') return () => api.reinstate(user);
      return props.act.kind === 'reinstate' ? () => api.suspend(user) : undefined;
    },
    onUndone,
    onDone: () => props.onDone(),
  });
  const label = () => (props.act.kind === 'device' ? props.act.label : '');
  return (
    <ConfirmSheet
      title={t(`admin.confirm.${props.act.kind}`, { name: name(), device: label() })}
      decision={decision}
      submit={t(`admin.act.${props.act.kind}`)}
      isHarmless={props.act.kind === 'reinstate'}
      onClose={props.onClose}
    >
      <p>{t(`admin.confirm.${props.act.kind}.text`)}</p>
    </ConfirmSheet>
  );
};
