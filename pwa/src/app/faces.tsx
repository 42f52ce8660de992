/**
 * Portraits that colleagues show to those alone with whom they share a conversation (DOC-16), once for the window: opened when a face is
 * drawn, kept as long as there are not too many. What cannot be opened is not drawn; it is tried again when the network is back.
 */
import type { PortraitRow } from '@sanad/model/engine/api';
import { proxy } from 'comlink';
import { type Accessor, createMemo, createSignal, type JSX, onCleanup, type Setter, untrack, useContext } from 'solid-js';
import { FacesContext } from '../ui/faces.ts';
import { openView, useEngine } from './engine-client.ts';

/** As many as the browser keeps photos of colleagues. */
const maxKept = 600;

interface Kept {
  readonly url: Accessor<string | undefined>;
  readonly setUrl: Setter<string | undefined>;
  /** What was the case when it was asked for last: it is asked for again when something of it changed. */
  asked?: string;
}

export const FacesProvider = (props: { readonly children: JSX.Element }) => {
  const { api, sync } = useEngine();
  const portraits = createPortraits();
  const byUser = createMemo(() => new Map<string, PortraitRow>(portraits()?.map((row) => [row.user, row])));
  const isOnline = createMemo(() => sync().connectivity === 'online');
  const connections = createMemo<number>((count) => (isOnline() ? count + 1 : count), 0);
  /** By file, the oldest first. */
  const faces = new Map<string, Kept>();

  const forget = (file: string) => {
    const kept = faces.get(file);
    const url = untrack(() => kept?.url());
    faces.delete(file);
    kept?.setUrl(undefined);
    if (url !== undefined) URL.revokeObjectURL(url);
  };
  onCleanup(() => [...faces.keys()].forEach(forget));

  const open = async ({ user, file }: PortraitRow, kept: Kept) => {
    const [oldest] = faces.size > maxKept ? faces.keys() : [];
    if (oldest !== undefined) forget(oldest);
    const opened = await api.openPortrait(user);
    // It was forgotten meanwhile: nobody draws it any more.
    if (opened.ok && faces.get(file) === kept) kept.setUrl(URL.createObjectURL(new Blob([opened.value])));
  };

  const faceOf = (id: string): string | undefined => {
    const row = byUser().get(id);
    if (row === undefined) return undefined;
    let kept = faces.get(row.file);
    if (kept === undefined) {
      const [url, setUrl] = createSignal<string>();
      kept = { url, setUrl };
      faces.set(row.file, kept);
    }
    const url = kept.url();
    const asked = url ?? `${row.isThere} ${connections()}`;
    if (url === undefined && kept.asked !== asked) {
      kept.asked = asked;
      const now = kept;
      queueMicrotask(() => void open(row, now));
    }
    return url;
  };

  return <FacesContext.Provider value={faceOf}>{props.children}</FacesContext.Provider>;
};

/** Whose portrait counts here; undefined until the first answer. */
export function createPortraits(): Accessor<readonly PortraitRow[] | undefined> {
  const { api } = useEngine();
  const [rows, setRows] = createSignal<readonly PortraitRow[]>();
  openView(() => api.onPortraits(proxy((next: readonly PortraitRow[]) => setRows(() => next))));
  return rows;
}

export const useFace = (): ((id: string) => string | undefined) => useContext(FacesContext);
