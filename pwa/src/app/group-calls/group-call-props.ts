import type { GroupCallRow, GroupSummary } from '@sanad/model/engine/api';

export interface GroupCallProps {
  readonly row: GroupCallRow;
  /** Undefined until the conversations were read. */
  readonly group: Pick<GroupSummary, 'name'> | undefined;
}
