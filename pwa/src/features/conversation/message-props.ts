/** What both forms of a message need: the bubble and the urgent slab. */
import type { MessageRow } from '@sanad/model/engine/api';
import type { MessageId } from '@sanad/model/ids';
import type { VisibilityWatch } from './watch-visible.ts';

export interface MessageProps {
  readonly row: MessageRow;
  readonly watch: VisibilityWatch['watch'];
  readonly onVisible: (id: MessageId, isVisible: boolean) => void;
}
