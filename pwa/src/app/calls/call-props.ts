import type { CallRow, Person } from '@sanad/model/engine/api';

export interface CallProps {
  readonly row: CallRow;
  /** Undefined until the directory was read. */
  readonly person: Person | undefined;
}
