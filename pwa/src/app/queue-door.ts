/** Whether the sheet of waiting messages is open; the strip and the thread open it, the shell shows it. */
import { type Accessor, createContext, createSignal, useContext } from 'solid-js';

export interface QueueDoor {
  readonly isOpen: Accessor<boolean>;
  open(): void;
  close(): void;
}

export function createQueueDoor(): QueueDoor {
  const [isOpen, setOpen] = createSignal(false);
  return { isOpen, open: () => setOpen(true), close: () => setOpen(false) };
}

export const QueueContext = createContext<QueueDoor>();
export function useQueueDoor(): QueueDoor {
  const door = useContext(QueueContext);
  if (door === undefined) throw new Error('no queue above this component');
  return door;
}
