/** The code of a new device in its eleven groups, as it is shown there and as it is typed here. */
import { NumberedGroups } from '../code/NumberedGroups.tsx';
import { groupsOf, linkShape } from '../group-code.ts';
import './devices.css';

interface LinkCodeProps {
  readonly code: string;
  readonly label: string;
  readonly faulty?: number | undefined;
}

export const LinkCode = (props: LinkCodeProps) => (
  <NumberedGroups class="link-code" label={props.label} groups={groupsOf(props.code, linkShape)} faulty={props.faulty} />
);
