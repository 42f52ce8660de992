/** The plus of the composer: phrases and forms, each in a sheet that is loaded when it is first opened. */
import type { CardKind, PhraseRow } from '@sanad/model/engine/api';
import Plus from 'lucide-solid/icons/plus';
import { createSignal, lazy, Match, Suspense, Switch } from 'solid-js';
import { useI18n } from '../../i18n/use-i18n.ts';
import { IconButton } from '../../ui/IconButton.tsx';

const AddSheet = lazy(async () => ({ default: (await import('./sheets/AddSheet.tsx')).AddSheet }));
const PhraseSheet = lazy(async () => ({ default: (await import('./sheets/PhraseSheet.tsx')).PhraseSheet }));

interface ComposerAddProps {
  readonly phrases: readonly PhraseRow[];
  readonly onPhrase: (phrase: PhraseRow) => void;
  readonly onCard: (kind: CardKind) => void;
}

export const ComposerAdd = (props: ComposerAddProps) => {
  const { t } = useI18n();
  const [open, setOpen] = createSignal<'add' | 'phrases'>();
  const close = () => setOpen(undefined);
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
