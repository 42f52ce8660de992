import type { DeviceRow } from '@sanad/model/engine/api';
import { createSignal } from 'solid-js';
import { createDecision } from '../../../app/create-decision.ts';
import { useEngine } from '../../../app/engine-client.ts';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Button } from '../../../ui/Button.tsx';
import { Failure } from '../../../ui/Failure.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';
import { TextField } from '../../../ui/TextField.tsx';

interface RenameSheetProps {
  readonly device: DeviceRow;
  readonly onClose: () => void;
}

export const RenameSheet = (props: RenameSheetProps) => {
  const { t } = useI18n();
  const { api } = useEngine();
  const [label, setLabel] = createSignal(props.device.label);
  const decision = createDecision({
    send: () => api.renameDevice(props.device.id, label()),
    said: () => t('devices.renamed'),
    onDone: () => props.onClose(),
  });
  return (
    <Sheet title={t('devices.rename.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!decision.isBusy()) decision.decide();
        }}
      >
        <TextField
          label={t('devices.rename.label')}
          hint={t('devices.rename.hint')}
          maxlength={60}
          dir="auto"
          autocomplete="off"
          value={label()}
          onValue={setLabel}
        />
        <Failure words={decision.failure()} />
        <div class="btns" data-fill>
          <Button kind="line" size="lg" onClick={props.onClose}>
            {t('common.cancel')}
          </Button>
          <Button kind="primary" size="lg" type="submit" busy={decision.isBusy()}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
};
