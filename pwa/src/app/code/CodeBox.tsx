/** A recovery code, or the hospital's key, in its seven groups. */
import { NumberedGroups } from './NumberedGroups.tsx';

interface CodeBoxProps {
  readonly groups: readonly string[];
  readonly label: string;
  readonly faulty?: number | undefined;
}

export const CodeBox = (props: CodeBoxProps) => (
  <NumberedGroups class="codebox" label={props.label} groups={props.groups} faulty={props.faulty} />
);
