/** What can be added to a message besides its words. */
import { CARD_KINDS, type CardKind } from '@sanad/model/engine/api';
import Camera from 'lucide-solid/icons/camera';
import FileText from 'lucide-solid/icons/file-text';
import Image from 'lucide-solid/icons/image';
import List from 'lucide-solid/icons/list';
import Quote from 'lucide-solid/icons/quote';
import ShieldCheck from 'lucide-solid/icons/shield-check';
import { For } from 'solid-js';
import { useI18n } from '../../../i18n/use-i18n.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Sheet } from '../../../ui/Sheet.tsx';

interface AddSheetProps {
  readonly onPhoto: () => void;
  readonly onPictures: () => void;
  readonly onDocuments: () => void;
  readonly onPhrases: () => void;
  readonly onCard: (kind: CardKind) => void;
  readonly onClose: () => void;
}

export const AddSheet = (props: AddSheetProps) => {
  const { t } = useI18n();
  return (
    <Sheet title={t('add.title')} closeLabel={t('common.close')} open onClose={props.onClose}>
      <div class="tiles">
        <button type="button" class="tile" onClick={() => props.onPhoto()}>
          <Camera class="i" />
          {t('add.photo')}
        </button>
        <button type="button" class="tile" onClick={() => props.onPictures()}>
          <Image class="i" />
          {t('add.gallery')}
        </button>
        <button type="button" class="tile" onClick={() => props.onDocuments()}>
          <FileText class="i" />
          {t('add.document')}
        </button>
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
      <Banner icon={<ShieldCheck class="i" />}>{t('add.photo-note')}</Banner>
    </Sheet>
  );
};
