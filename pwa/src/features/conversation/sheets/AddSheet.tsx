/** What can be added to a message besides its words. */
import { CARD_KINDS, type CardKind } from '@sanad/model/engine/api';
import List from 'lucide-solid/icons/list';
import Quote from 'lucide-solid/icons/quote';
import { For } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Sheet } from '../../../ui/Sheet.tsx';

interface AddSheetProps {
  readonly onPhrases: () => void;
  readonly onCard: (kind: CardKind) => void;
  readonly onClose: () => void;
}

export const AddSheet = (props: AddSheetProps) => {
  const { t } = useI18n();
  return (
    <Sheet title={t('add.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <div class="tiles">
        <button type="button" class="tile" onClick={() => props.onPhrases()}>
          <Quote class="i" />
          {t('phrase.title')}
        </button>
        <For each={CARD_KINDS}>
          {(kind) => (
            <button type="button" class="tile" onClick={() => props.onCard(kind)}>
              <List class="i" />
              {t(`card.${kind}.title`)}
            </button>
          )}
        </For>
      </div>
    </Sheet>
  );
};
