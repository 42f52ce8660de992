/** Giving somebody a new identity is an act of this device: the code is compared first, and what it means stands beside it (RESET-2). */
import type { ResetRequestRow } from '@sanad/model/engine/api';
import MessagesSquare from 'lucide-solid/icons/messages-square';
import MonitorX from 'lucide-solid/icons/monitor-x';
import PhoneCall from 'lucide-solid/icons/phone-call';
import Trash from 'lucide-solid/icons/trash';
import type { JSX } from 'solid-js';
import { createDecision } from '../../../../app/create-decision.ts';
import { useEngine } from '../../../../app/engine-client.ts';
import { groupCode, resetShape } from '../../../../app/group-code.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Banner } from '../../../../ui/Banner.tsx';
import { Button } from '../../../../ui/Button.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';

interface ConfirmResetSheetProps {
  readonly request: ResetRequestRow;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const ConfirmResetSheet = (props: ConfirmResetSheetProps) => {
  const { t, n } = useI18n();
  const { api } = useEngine();
  const decision = createDecision({
    send: () => api.confirmReset(props.request.user, props.request.device),
    said: () => t('resets.confirmed', { name: props.request.name }),
    onDone: () => props.onDone(),
  });
  return (
    <Sheet
      title={t('resets.sheet.title', { name: props.request.name })}
      closeLabel={t('common.close')}
      open
      onClose={props.onClose}
    >
      <p>{t('resets.compare')}</p>
      <p class="code comparison-code">{groupCode(props.request.comparisonCode, resetShape)}</p>
      <ul class="card rows">
        <Consequence icon={<MessagesSquare class="i" />}>
          {n('resets.back', props.request.conversations + props.request.groups)}
        </Consequence>
        <Consequence icon={<Trash class="i" />}>{t('resets.lost')}</Consequence>
        <Consequence icon={<MonitorX class="i" />}>{n('resets.devices', props.request.devices)}</Consequence>
      </ul>
      <Banner kind="medium" icon={<PhoneCall class="i" />}>
        <b>{t('resets.sure')}</b> {t('resets.sure.text')}
      </Banner>
      <Failure words={decision.failure()} />
      <Button kind="primary" size="lg" wide busy={decision.isBusy()} onClick={decision.decide}>
        {t('resets.submit')}
      </Button>
    </Sheet>
  );
};

const Consequence = (props: { readonly icon: JSX.Element; readonly children: JSX.Element }) => (
  <li class="row">
    {props.icon}
    <span class="txt">{props.children}</span>
  </li>
);
