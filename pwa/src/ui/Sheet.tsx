/** A sheet from below on a phone, a dialog in the middle on a desk. Focus stays inside and returns to where it came from. */
import { Dialog } from '@kobalte/core/dialog';
import X from 'lucide-solid/icons/x';
import { type JSX, onCleanup } from 'solid-js';

interface SheetProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly children: JSX.Element;
}

export const Sheet = (props: SheetProps) => {
  let content: HTMLElement | undefined;
  // A sheet leaves the page with its owner, before the dialog could give the focus back: it goes where it came from, unless someone
  // already put it elsewhere.
  const opener = document.activeElement;
  onCleanup(() =>
    setTimeout(() => {
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    }),
  );
  const setContent = (element: HTMLElement) => {
    content = element;
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
            <Dialog.Title as="h2">{props.title}</Dialog.Title>
            <Dialog.CloseButton class="icon-btn" aria-label={props.closeLabel}>
              <X class="i" />
            </Dialog.CloseButton>
          </header>
          {props.children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
};
