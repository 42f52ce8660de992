/** What somebody wants for herself is an act in her private space (DOC-13): written here, whatever it is about. */
import { err, type Result } from '../result.ts';
import type { Act } from '../schema/act.ts';
import { OWN_SETTINGS } from '../schema/segment.ts';
import type { CommandError } from './api.ts';
import type { Session } from './session.ts';

export async function prefer(
  open: Pick<Session, 'spaces' | 'outbox' | 'preferences'> | undefined,
  acts: readonly Act[],
): Promise<Result<void, CommandError>> {
  const notReady = err<CommandError>({ type: 'not-ready' });
  const space = await open?.spaces.openPrivate();
  if (open === undefined || space === undefined) return notReady;
  if (!space.ok) return space.error.type === 'storage-full' ? err(space.error) : notReady;
  const written = acts.map((act) => ({ act, document: OWN_SETTINGS }));
  return open.outbox.act(space.value, written, open.preferences.pending);
}
