/** A pressable action with its look. Busy keeps the focus and the width, and says so to a screen reader. */
import { type JSX, splitProps } from 'solid-js';

interface ButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'style'> {
  readonly kind: 'primary' | 'line' | 'quiet' | 'soft' | 'danger' | 'urgent' | 'ack';
  readonly size?: 'lg' | undefined;
  readonly wide?: boolean | undefined;
  readonly busy?: boolean | undefined;
}

export const Button = (props: ButtonProps) => {
  const [own, rest] = splitProps(props, ['kind', 'size', 'wide', 'busy', 'type', 'onClick', 'disabled']);
  const press: JSX.EventHandler<HTMLButtonElement, MouseEvent> = (event) => {
    if (own.busy) event.preventDefault();
    else if (typeof own.onClick === 'function') own.onClick(event);
  };
  return (
    <button
      {...rest}
      type={own.type ?? 'button'}
      class="btn"
      classList={{ 'send-urgent': own.kind === 'urgent' }}
      data-kind={own.kind}
      data-size={own.size}
      data-wide={own.wide ? '' : undefined}
      disabled={own.disabled}
      aria-disabled={own.busy ? 'true' : undefined}
      aria-busy={own.busy ? 'true' : undefined}
      onClick={press}
    />
  );
};
