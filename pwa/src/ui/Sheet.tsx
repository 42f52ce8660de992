/**
 * A sheet from below on a phone, a dialog in the middle on a desk. Focus stays inside and returns to where it came from. What is still being asked
 * for inside is waited for inside: the page around it would hold back its effects, and with them the listener for Escape.
 */
import { Dialog } from '@kobalte/core/dialog';
import X from 'lucide-solid/icons/x';
import { type JSX, Suspense } from 'solid-js';
import { giveFocusBack } from './give-focus-back.ts';
import { keepFocus } from './keep-focus.ts';

interface SheetProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

export const Sheet = (props: SheetProps) => {
  let content: HTMLElement | undefined;
  giveFocusBack();
  const setContent = (element: HTMLElement) => {
    content = element;
    keepFocus(element);
  };
  /** A choice that is already made is where the arrow keys should start; without one the first control takes the focus. */
  const focusChoice = (event: Event) => {
    const choice = content?.querySelector<HTMLInputElement>('input[type="radio"]:checked');
    if (choice === null || choice === undefined) return;
    event.preventDefault();
    choice.focus();
  };
  return (
    <Dialog open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay class="scrim" />
        <Dialog.Content class="sheet" data-wide="dialog" ref={setContent} onOpenAutoFocus={focusChoice}>
          <header>
            <Dialog.Title as="h2">
              <Suspense>{props.title}</Suspense>
            </Dialog.Title>
            <Dialog.CloseButton class="icon-btn" aria-label={props.closeLabel}>
              <X class="i" />
            </Dialog.CloseButton>
          </header>
          <Suspense>{props.children}</Suspense>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
};
