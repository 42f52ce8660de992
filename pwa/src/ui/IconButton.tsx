/** A 44 px target that shows only an icon: the label is what a screen reader says and what a pointer sees as a hint. */
import { type JSX, splitProps } from 'solid-js';

interface IconButtonProps extends Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, 'class' | 'style' | 'aria-label' | 'title'> {
  readonly label: string;
  readonly kind?: 'accent' | 'soft' | 'sunken' | undefined;
  readonly size?: 'lg' | undefined;
}

export const IconButton = (props: IconButtonProps) => {
  const [own, rest] = splitProps(props, ['label', 'kind', 'size', 'type']);
  return (
    <button
      {...rest}
      type={own.type ?? 'button'}
      class="icon-btn"
      data-kind={own.kind}
      data-size={own.size}
      aria-label={own.label}
      title={own.label}
    />
  );
};
