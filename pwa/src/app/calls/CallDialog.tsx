/** What a call covers the screen with: dark, named, with the focus inside. Escape does what `onEscape` says, and nothing without it. */
import { Dialog } from '@kobalte/core/dialog';
import type { JSX } from 'solid-js';
import { giveFocusBack } from '../../ui/give-focus-back.ts';

interface CallDialogProps {
  readonly label: string;
  readonly onEscape?: (() => void) | undefined;
  readonly children: JSX.Element;
}

export const CallDialog = (props: CallDialogProps) => {
  giveFocusBack();
  let content: HTMLElement | undefined;
  /** Answering is not pressed by whoever is typing: nothing that acts has the focus at once. */
  const focusContent = (event: Event) => {
    event.preventDefault();
    content?.focus();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && props.onEscape?.()}>
      <Dialog.Portal>
        <Dialog.Content
          class="call"
          data-theme="dark"
          aria-label={props.label}
          tabindex="-1"
          ref={(made: HTMLElement) => {
            content = made;
          }}
          onOpenAutoFocus={focusContent}
          onPointerDownOutside={(event: Event) => event.preventDefault()}
        >
          {props.children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog>
  );
};
