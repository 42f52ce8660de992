/** The phrases of a group, changed by its administrators. */
import type { Group, PhraseRow } from '@sanad/model/engine/api';
import { PhraseEditor } from '../../app/phrases/PhraseEditor.tsx';
import { useI18n } from '../../i18n/use-i18n.ts';
import { Sheet } from '../../ui/Sheet.tsx';

interface GroupPhrasesSheetProps {
  readonly group: Group;
  readonly phrases: readonly PhraseRow[];
  readonly onClose: () => void;
}

export const GroupPhrasesSheet = (props: GroupPhrasesSheetProps) => {
  const { t } = useI18n();
  return (
    <Sheet title={t(`phrase.group.${props.group.kind}`)} closeLabel={t('common.close')} open onClose={props.onClose}>
      <p class="hint">{t('phrase.group.hint')}</p>
      <PhraseEditor phrases={props.phrases} group={props.group.id} empty={<p class="hint">{t('phrase.group.empty')}</p>} />
    </Sheet>
  );
};
