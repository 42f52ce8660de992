/** That this device was emptied after too many guesses (LOCK-6): kept until it was read, so that she learns why nothing is there. */
import type { RowKey } from './deps.ts';
import type { Store } from './store.ts';

const emptied: RowKey = ['emptied'];

export const emptiedHere = (store: Store): boolean => store.get(emptied) !== undefined;
export const noteEmptied = (store: Store): Promise<unknown> => store.commit([{ key: emptied, value: true }]);
export const leaveEmptied = (store: Store): Promise<unknown> => store.commit([{ key: emptied, value: undefined }]);
