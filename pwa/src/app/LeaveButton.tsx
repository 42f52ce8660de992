/** The way out of this device on the screens before the conversations; what it erases is said before it is done. */
import { type ComponentProps, createSignal, Show } from 'solid-js';
import { Button } from '../ui/Button.tsx';
import { SignOutSheet } from './SignOutSheet.tsx';

export const LeaveButton = (props: Omit<ComponentProps<typeof Button>, 'onClick'>) => {
  const [isLeaving, setLeaving] = createSignal(false);
  return (
    <>
      <Button {...props} onClick={() => setLeaving(true)} />
      <Show when={isLeaving()}>
        <SignOutSheet onClose={() => setLeaving(false)} />
      </Show>
    </>
  );
};
