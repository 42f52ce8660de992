import { Show } from 'solid-js';
import { Button } from './Button.tsx';
import { useToaster } from './toaster.ts';

export const ToastRegion = () => {
  const toaster = useToaster();
  return (
    <div class="toasts" role="status" aria-live="polite">
      <Show when={toaster.toast()}>
        {(toast) => (
          <div class="toast">
            <span class="grow">{toast().text}</span>
            <Show when={toast().action}>
              {(action) => (
                <Button
                  kind="quiet"
                  onClick={() => {
                    action().run();
                    toaster.hide();
                  }}
                >
                  {action().label}
                </Button>
              )}
            </Show>
          </div>
        )}
      </Show>
    </div>
  );
};
