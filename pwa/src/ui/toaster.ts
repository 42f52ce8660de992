/** Short answers at the foot of the screen; one at a time, read aloud politely, gone by themselves. */
import { createContext, createSignal, onCleanup, useContext } from 'solid-js';

export interface Toast {
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}
const shownMs = 6000;

export function createToaster() {
  const [toast, setToast] = createSignal<Toast>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(timer);
    setToast(undefined);
  };
  const show = (next: Toast) => {
    clearTimeout(timer);
    setToast(next);
    timer = setTimeout(hide, shownMs);
  };
  onCleanup(() => clearTimeout(timer));
  return { toast, show, hide };
}
export type Toaster = ReturnType<typeof createToaster>;

export const ToasterContext = createContext<Toaster>();
export function useToaster(): Toaster {
  const toaster = useContext(ToasterContext);
  if (toaster === undefined) throw new Error('no toaster above this component');
  return toaster;
}
