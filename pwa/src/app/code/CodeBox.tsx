/** A recovery code, or the hospital's key, in its seven groups. */
import './code.css';
import { NumberedGroups } from './NumberedGroups.tsx';

export const CodeBox = (props: { readonly groups: readonly string[]; readonly label: string }) => (
  <NumberedGroups class="codebox" label={props.label} groups={props.groups} />
);
