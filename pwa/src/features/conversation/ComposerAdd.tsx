/** The plus of the composer: pictures, documents, phrases and forms, in a sheet that is loaded when it is first opened. */
import type { CardKind, PhraseRow } from '@sanad/model/engine/api';
import Plus from 'lucide-solid/icons/plus';
import { createSignal, lazy, Match, Suspense, Switch } from 'solid-js';
import type { ChosenFile } from '../../app/files/prepare-file.ts';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { chooseFiles } from './attachments/take-files.ts';

const AddSheet = lazy(async () => ({ default: (await import('./sheets/AddSheet.tsx')).AddSheet }));
const PhraseSheet = lazy(async () => ({ default: (await import('./sheets/PhraseSheet.tsx')).PhraseSheet }));

interface ComposerAddProps {
  readonly phrases: readonly PhraseRow[];
  readonly onPhrase: (phrase: PhraseRow) => void;
  readonly onPhoto: () => void;
  readonly onFiles: (files: readonly ChosenFile[]) => void;
  readonly onCard: (kind: CardKind) => void;
}

export const ComposerAdd = (props: ComposerAddProps) => {
  const { t } = useI18n();
  const [open, setOpen] = createSignal<'add' | 'phrases'>();
  const close = () => setOpen(undefined);
  const choose = (accept: string) => {
    close();
    chooseFiles(accept, props.onFiles);
  };
  return (
    <>
      <IconButton
        label={t('add.open')}
        aria-haspopup="dialog"
        aria-expanded={open() !== undefined}
        onClick={() => setOpen('add')}
      >
        <Plus class="i" />
      </IconButton>
      <Suspense>
        <Switch>
          <Match when={open() === 'add'}>
            <AddSheet
              onClose={close}
              onPhoto={() => {
                close();
                props.onPhoto();
              }}
              onPictures={() => choose('image/*')}
              onDocuments={() => choose('')}
              onPhrases={() => setOpen('phrases')}
              onCard={(kind) => {
                close();
                props.onCard(kind);
              }}
            />
          </Match>
          <Match when={open() === 'phrases'}>
            <PhraseSheet
              phrases={props.phrases}
              onClose={close}
              onChoose={(phrase) => {
                close();
                props.onPhrase(phrase);
              }}
            />
          </Match>
        </Switch>
      </Suspense>
    </>
  );
};
