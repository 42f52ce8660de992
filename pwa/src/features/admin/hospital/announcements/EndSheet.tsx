/** Ending an announcement before its time: it goes from all devices as they connect. */
import { type AnnouncementLine, useAdminAsk } from '../../../../app/admin/ask.ts';
import { ConfirmSheet } from '../../../../app/ConfirmSheet.tsx';
import { createDecision } from '../../../../app/create-decision.ts';
import { useI18n } from '../../../../i18n/use-i18n.ts';

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
    <ConfirmSheet
      title={t('announcements.end.title')}
      decision={decision}
      submit={t('announcements.end')}
      onClose={props.onClose}
    >
      <p>{t('announcements.end.text')}</p>
    </ConfirmSheet>
  );
};
