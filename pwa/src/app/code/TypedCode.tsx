/** A long code that is typed: kept in its groups while it grows, how much of it there is, and what is wrong with it. */
import { type JSX, Show } from 'solid-js';
import { Button } from '../../ui/Button.tsx';
import { CodeField } from '../../ui/CodeField.tsx';
import { type CodeShape, groupCode } from '../group-code.ts';
import type { CodeFault } from './typing-words.ts';

interface TypedCodeProps {
  readonly shape: CodeShape;
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly maxLength: number;
  readonly code: string;
  readonly fault: CodeFault | undefined;
  readonly progress: string;
  /** A phone is too narrow for the whole code: here each group is seen beside its number. */
  readonly groups: JSX.Element;
  readonly kind: 'primary' | 'line';
  readonly isBusy: boolean;
  readonly submit: string;
  readonly onCode: (code: string) => void;
  readonly onSubmit: () => void;
}

export const TypedCode = (props: TypedCodeProps) => (
  <section class="sec">
    <h2 class="sec-head">{props.title}</h2>
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        props.onSubmit();
      }}
    >
      <CodeField
        label={props.label}
        hint={props.hint}
        error={props.fault?.words}
        required
        maxlength={props.maxLength}
        value={props.code}
        onValue={(typed) => props.onCode(groupCode(typed, props.shape))}
      />
      <Show when={props.code !== ''}>{props.groups}</Show>
      <p class="hint" aria-live="polite">
        {props.progress}
      </p>
      <Button kind={props.kind} size="lg" wide type="submit" busy={props.isBusy} disabled={props.code === ''}>
        {props.submit}
      </Button>
    </form>
  </section>
);
