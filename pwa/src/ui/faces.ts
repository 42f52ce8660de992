/** Faces that are shown in the place of a photo that everybody may see, by who it is. None, where no page says. */
import { createContext } from 'solid-js';

export const FacesContext = createContext<(id: string) => string | undefined>(() => undefined);
