/** Ending an announcement before its time: it goes from all devices as they connect. */
import { type AnnouncementLine, useAdminAsk } from '../../../../app/admin/ask.ts';
import { createDecision } from '../../../../app/create-decision.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';
import { Button } from '../../../../ui/Button.tsx';
import { Failure } from '../../../../ui/Failure.tsx';
import { Sheet } from '../../../../ui/Sheet.tsx';

interface EndSheetProps {
  readonly line: AnnouncementLine;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

export const EndSheet = (props: EndSheetProps) => {
  const { t } = useI18n();
  const ask = useAdminAsk();
  const decision = createDecision({
    send: () => ask.act(`/admin/announcements/${props.line.announcement}/end`),
    said: () => t('announcements.end.done'),
    onDone: () => props.onDone(),
  });
  return (
    <Sheet title={t('announcements.end.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <p>{t('announcements.end.text')}</p>
      <Failure words={decision.failure()} />
      <div class="btns" data-fill>
        <Button kind="line" size="lg" onClick={props.onClose}>
          {t('common.cancel')}
        </Button>
        <Button kind="danger" size="lg" busy={decision.isBusy()} onClick={decision.decide}>
          {t('announcements.end')}
        </Button>
      </div>
    </Sheet>
  );
};
