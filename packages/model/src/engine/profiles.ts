/** The one account of this profile as it is stored, and changes to what colleagues see of her, also without a network (ENG-4). */
import * as v from 'valibot';
import { err, ok, type Result } from '../result.ts';
import { Me, ProfileChange } from '../wire/http.ts';
import type { CommandError, CommandResult } from './api.ts';
import { type HttpClient, toCommandError } from './http-client.ts';
import { ProfileRow } from './records.ts';
import { withoutUndefined } from './row-codec.ts';
import type { Store } from './store.ts';

export interface Profiles {
  read(): ProfileRow | undefined;
  save(profile: ProfileRow): Promise<Result<void, CommandError>>;
  /** Kept and sent later when the server cannot be reached. */
  update(change: ProfileChange): CommandResult<Me>;
  /** After reconnecting: what was changed without a network goes out before the server's view is taken over. */
  sendWaiting(): Promise<Me | undefined>;
}

export function makeProfiles(store: () => Store | undefined, http: HttpClient): Profiles {
  function read(): ProfileRow | undefined {
    const parsed = v.safeParse(ProfileRow, store()?.get(['profile']));
    return parsed.success ? parsed.output : undefined;
  }
  const save = async (profile: ProfileRow): Promise<Result<void, CommandError>> => {
    // A profile is one person's for good: what is answered in another's session is not written over it (SHARED-2).
    const before = read();
    if (before?.device !== undefined && before.me.user !== profile.me.user)
      return err({ type: 'refused', code: 'auth/other-person' });
    const row = withoutUndefined({ ...profile, me: withoutUndefined(profile.me) });
    return store()?.commit([{ key: ['profile'], value: row }]) ?? err({ type: 'not-ready' });
  };
  const send = (change: ProfileChange) => http.send('PATCH', '/me', withoutUndefined(change), Me);
  const waiting = (): ProfileChange | undefined => {
    const parsed = v.safeParse(ProfileChange, store()?.get(['profile-change']));
    return parsed.success ? parsed.output : undefined;
  };

  return {
    read,
    save,
    async update(change) {
      const profile = read();
      if (profile === undefined) return err({ type: 'not-ready' });
      const answer = await send(change);
      if (!answer.ok && answer.error.type !== 'offline') return err(toCommandError(answer.error));
      if (!answer.ok) {
        // A later change wins field by field.
        const before = change.unit === undefined ? waiting() : { ...waiting(), unitId: undefined };
        const merged = withoutUndefined({ ...before, ...change });
        const kept = await store()?.commit([{ key: ['profile-change'], value: merged }]);
        if (!kept?.ok) return kept ?? err({ type: 'not-ready' });
      }
      const before = profile.me;
      const {
        unit = before.unit,
        unitId = change.unit === undefined ? before.unitId : undefined,
        extension = before.extension,
      } = change;
      const { languages = before.languages, specialities = before.specialities } = change;
      const me: Me = answer.ok ? answer.value : { ...before, unit, unitId, extension, languages, specialities };
      const saved = await save({ ...profile, me });
      return saved.ok ? ok(me) : saved;
    },
    async sendWaiting() {
      const change = waiting();
      if (change === undefined) return undefined;
      const answer = await send(change);
      if (!answer.ok && answer.error.type === 'offline') return undefined;
      // A refusal is final: the server's view is shown again.
      await store()?.commit([{ key: ['profile-change'], value: undefined }]);
      return answer.ok ? answer.value : undefined;
    },
  };
}
