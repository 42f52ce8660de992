/** This device and the relay's pushes (PUSH-1, PUSH-5, PUSH-7): where it can be woken, for what it does not want to be, and whether it works. */
import * as v from 'valibot';
import type { UserId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { countField as count } from '../wire/fields.ts';
import { type PushEndpoint, type PushFilter, PushHealth, PushState, PushTest, PushTestStarted } from '../wire/push.ts';
import type { CommandError } from './api.ts';
import type { PushInfo } from './api-urgent.ts';
import type { EngineContext } from './context.ts';
import { toCommandError } from './http-client.ts';
import { makeRowReader } from './row-codec.ts';

/** ['push']: what the relay said last. */
const PushRow = v.object({
  key: v.optional(v.instance(Uint8Array)),
  subscribed: v.boolean(),
  lastFailedAtMs: v.optional(count),
  testedAtMs: v.optional(count),
});
/** ['push-filter']: what the relay was told last, as text. */
const FilterRow = v.object({ text: v.string() });
const Nothing = v.object({});

export interface Push {
  info(): PushInfo;
  /** Online: asks the relay. */
  refresh(): Promise<void>;
  save(endpoint: PushEndpoint | undefined): Promise<Result<void, CommandError>>;
  test(): Promise<Result<string, CommandError>>;
  testState(): Promise<Result<PushTest, CommandError>>;
  /** Of a colleague, for administrators. */
  isReachable(user: UserId): Promise<Result<boolean, CommandError>>;
  /** Leader, online: tells the relay when it differs from what it was told. */
  tellFilter(filter: PushFilter): Promise<void>;
}

export function makePush({ store, http }: Pick<EngineContext, 'store' | 'http'>): Push {
  const read = makeRowReader(PushRow, (row) => row);
  const readFilter = makeRowReader(FilterRow, ({ text }) => text);

  async function refresh(): Promise<void> {
    const state = await http.get('/me/push', PushState);
    if (!state.ok) return;
    const { key, subscribed, last, testedAtMs } = state.value;
    const failed = last !== undefined && !last.isTaken ? { lastFailedAtMs: last.atMs } : {};
    const tested = testedAtMs === undefined ? {} : { testedAtMs };
    await store.commit([{ key: ['push'], value: { key, subscribed, ...failed, ...tested } }]);
  }

  return {
    info() {
      const { key, subscribed = false, lastFailedAtMs, testedAtMs } = read(store.get(['push'])) ?? {};
      return { key, subscribed, lastFailedAtMs, testedAtMs };
    },
    refresh,
    async save(endpoint) {
      const saved =
        endpoint === undefined
          ? await http.send('POST', '/me/push/remove', {}, Nothing)
          : await http.send('POST', '/me/push', endpoint, Nothing);
      if (!saved.ok) return err(toCommandError(saved.error));
      // A new subscription knows of no filter yet.
      await store.commit([{ key: ['push-filter'], value: undefined }]);
      await refresh();
      return ok(undefined);
    },
    async test() {
      const started = await http.send('POST', '/me/push/test', {}, PushTestStarted);
      return started.ok ? ok(started.value.token) : err(toCommandError(started.error));
    },
    async testState() {
      const state = await http.get('/me/push/test', PushTest);
      if (state.ok && state.value.seenAtMs !== undefined) await refresh();
      return state.ok ? state : err(toCommandError(state.error));
    },
    async isReachable(user) {
      const health = await http.get('/admin/push', PushHealth);
      if (!health.ok) return err(toCommandError(health.error));
      return ok(health.value.people.some((one) => one.user === user && one.isReachable));
    },
    async tellFilter(filter) {
      if (read(store.get(['push']))?.subscribed !== true) return;
      const text = JSON.stringify(filter);
      if (readFilter(store.get(['push-filter'])) === text) return;
      const told = await http.send('POST', '/me/push/filter', filter, Nothing);
      if (told.ok) await store.commit([{ key: ['push-filter'], value: { text } }]);
    },
  };
}
