/** For what is copied from paper or a badge: capitals, left to right, nothing corrected and nothing remembered. */
import type { ComponentProps } from 'solid-js';
import { TextField } from './TextField.tsx';

type Fixed = 'autocomplete' | 'autocapitalize' | 'spellcheck' | 'dir';

export const CodeField = (props: Omit<ComponentProps<typeof TextField>, Fixed>) => (
  <TextField {...props} autocomplete="off" autocapitalize="characters" spellcheck={false} dir="ltr" />
);
