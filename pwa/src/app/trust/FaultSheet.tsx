/** TRUST-5: what the server showed that cannot be, what it means, and what to do. */
import type { TrustFault } from '@sanad/model/engine/api';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Sheet } from '../../ui/Sheet.tsx';
import { FaultList, RecheckButton } from './FaultList.tsx';
import './trust.css';

interface FaultSheetProps {
  readonly faults: readonly TrustFault[];
  readonly onClose: () => void;
}

export const FaultSheet = (props: FaultSheetProps) => {
  const { t } = useI18n();
  return (
    <Sheet title={t('fault.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <div class="stack">
        <FaultList faults={props.faults} />
        <p>{t('fault.what')}</p>
        <RecheckButton />
      </div>
    </Sheet>
  );
};
