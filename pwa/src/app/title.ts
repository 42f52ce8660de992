/** The page's title, for the task switcher and the screen reader. Never a patient, never a message: a place or a colleague. */
import { createEffect } from 'solid-js';

export function useTitle(title: () => string): void {
  createEffect(() => {
    document.title = `${title()} · SANAD`;
  });
}
