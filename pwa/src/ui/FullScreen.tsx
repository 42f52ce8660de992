/** What takes the whole screen for a while, dark around a picture. Focus stays inside and returns; Escape closes. */
import { Dialog } from '@kobalte/core/dialog';
import X from 'lucide-solid/icons/x';
import { type JSX, Suspense } from 'solid-js';
import './full-screen.css';
import { giveFocusBack } from './give-focus-back.ts';
import { keepFocus } from './keep-focus.ts';

interface FullScreenProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** Beside the title, at the end. */
  readonly actions?: JSX.Element | undefined;
  /** From whatever has the focus in it. */
  readonly onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
  readonly children: JSX.Element;
}

export const FullScreen = (props: FullScreenProps) => {
  giveFocusBack();
  let content: HTMLElement | undefined;
  /** What is to be pressed first takes the focus, if it says so; otherwise the first control. */
  const focusFirst = (event: Event) => {
    const first = content?.querySelector<HTMLElement>('[data-first]');
    if (first === null || first === undefined) return;
    event.preventDefault();
    first.focus();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Content
          class="full-screen"
          data-theme="dark"
          ref={(made: HTMLElement) => {
            content = made;
            keepFocus(made);
          }}
          onOpenAutoFocus={focusFirst}
          onKeyDown={(event: KeyboardEvent) => props.onKeyDown?.(event)}
        >
          <header>
            <Dialog.CloseButton class="icon-btn" aria-label={props.closeLabel} title={props.closeLabel}>
              <X class="i" />
            </Dialog.CloseButton>
            <Dialog.Title as="h2">{props.title}</Dialog.Title>
            <Suspense>{props.actions}</Suspense>
          </header>
          {/* What is asked for inside is waited for inside (Sheet.tsx). */}
          <Suspense>{props.children}</Suspense>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
};
