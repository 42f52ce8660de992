/** Who is on duty, for faces alone: a ring. The words for it stand beside the name. Nobody, where no page says. */
import { createContext } from 'solid-js';

export const DutyMarkContext = createContext<(id: string) => boolean>(() => false);
