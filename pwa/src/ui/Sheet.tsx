/** A sheet from below on a phone, a dialog in the middle on a desk. Focus stays inside and returns to where it came from. */
import { Dialog } from '@kobalte/core/dialog';
import X from 'lucide-solid/icons/x';
import type { JSX } from 'solid-js';
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
