/** What the administration, or the head of a unit, told everybody there (ANNOUNCE-3): from this device, also without a network. */
import type { AnnouncementRow } from '@sanad/model/engine/api';
import { proxy } from 'comlink';
import { type Accessor, createSignal } from 'solid-js';
import { openView, useEngine } from '../engine-client.ts';

/** Newest first; none before the first answer. */
export function createAnnouncements(): Accessor<readonly AnnouncementRow[]> {
  const { api } = useEngine();
  const [rows, setRows] = createSignal<readonly AnnouncementRow[]>([]);
  openView(() => api.onAnnouncements(proxy((next: readonly AnnouncementRow[]) => setRows(() => next))));
  return rows;
}

export const unread = (rows: readonly AnnouncementRow[]): readonly AnnouncementRow[] =>
  rows.filter(({ acknowledged }) => !acknowledged);
