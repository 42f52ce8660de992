/** One setting of a group with two answers: chosen with the arrow keys, sent with the button and not before. */
import type { Group, GroupChange } from '@sanad/model/engine/api';
import { POSTING } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import { createDecision } from '../../app/create-decision.ts';
import { useEngine } from '../../app/engine-client.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Button } from '../../ui/Button.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { Failure } from '../../ui/Failure.tsx';
import { Sheet } from '../../ui/Sheet.tsx';

interface SettingSheetProps {
  readonly group: Group;
  readonly setting: 'posting' | 'forwarding';
  readonly onClose: () => void;
}

const FORWARDING = ['on', 'off'] as const;

export const SettingSheet = (props: SettingSheetProps) => {
  const { t } = useI18n();
  const { api, sync } = useEngine();
  const [posting, setPosting] = createSignal(props.group.posting);
  const [forwarding, setForwarding] = createSignal<(typeof FORWARDING)[number]>(props.group.forwarding ? 'on' : 'off');
  const change = (): GroupChange =>
    props.setting === 'posting' ? { posting: posting() } : { forwarding: forwarding() === 'on' };
  const decision = createDecision({
    send: () => api.changeGroup(props.group.id, change()),
    said: () => t(sync().connectivity === 'online' ? 'group.saved' : 'group.saved-offline'),
    onDone: () => props.onClose(),
  });
  return (
    <Sheet title={t(`group.${props.setting}`)} closeLabel={t('common.close')} open onClose={props.onClose}>
      {props.setting === 'posting' ? (
        <Choices
          label={t('group.posting')}
          value={posting()}
          options={POSTING.map((value) => ({ value, label: t(`group.posting.${value}`) }))}
          onChange={setPosting}
        />
      ) : (
        <Choices
          label={t('group.forwarding')}
          value={forwarding()}
          options={FORWARDING.map((value) => ({
            value,
            label: t(`group.forwarding.${value}`),
            hint: t(`group.forwarding.${value}.hint`),
          }))}
          onChange={setForwarding}
        />
      )}
      <Failure words={decision.failure()} />
      <Button kind="primary" size="lg" wide busy={decision.isBusy()} onClick={decision.decide}>
        {t('common.save')}
      </Button>
    </Sheet>
  );
};
