/**
 * Where the server showed something about people that cannot be (TRUST-5): kept until it shows the truth again, so that a person is told also
 * later and without a network. Noting one changes nothing else: what cannot be believed was not believed.
 */
import * as v from 'valibot';
import { isUserId, type UserId } from '../ids.ts';
import { countField } from '../wire/fields.ts';
import { TRUST_FAULTS, type TrustFault, type TrustFaultKind } from './api-trust.ts';
import { type EngineContext, serverNowMs } from './context.ts';
import { makeRowReader } from './row-codec.ts';

/** ['trust-fault', kind, user]; of the organisation, user is empty. */
const TrustFaultRow = v.object({ sinceMs: countField });

export interface TrustFaults {
  all(): readonly TrustFault[];
  /** Undefined: of the organisation. */
  note(kind: TrustFaultKind, user: UserId | undefined, isFault: boolean): Promise<void>;
  /** These and nobody else. */
  replace(kind: TrustFaultKind, users: readonly UserId[]): Promise<void>;
  /** What a record said of somebody's chain that the server did not show: known as long as nobody asks again. */
  claim(user: UserId, chainN: number): void;
  claims(): ReadonlyMap<UserId, number>;
  forgetClaims(): void;
}

/** For whoever looks at chains once and tells what is wrong at once, or nobody. */
export const noFaults: TrustFaults = {
  all: () => [],
  note: async () => undefined,
  replace: async () => undefined,
  claim: () => undefined,
  claims: () => new Map(),
  forgetClaims: () => undefined,
};

export function makeTrustFaults(context: Pick<EngineContext, 'store' | 'deps' | 'http'>): TrustFaults {
  const { store } = context;
  const read = makeRowReader(TrustFaultRow, (row) => row);
  const claims = new Map<UserId, number>();
  const keyOf = (kind: TrustFaultKind, user: UserId | undefined) => ['trust-fault', kind, user ?? ''] as const;
  const all = (): readonly TrustFault[] =>
    store.all('trust-fault').flatMap(({ key, value }) => {
      const kind = TRUST_FAULTS.find((known) => known === key[1]);
      const row = read(value);
      const user = isUserId(key[2]) ? key[2] : undefined;
      return kind === undefined || row === undefined ? [] : [{ kind, user, sinceMs: row.sinceMs }];
    });
  const write = (kind: TrustFaultKind, user: UserId | undefined, isFault: boolean) =>
    isFault === (store.get(keyOf(kind, user)) !== undefined)
      ? []
      : [
          {
            key: keyOf(kind, user),
            value: isFault ? { sinceMs: Math.max(0, Math.floor(serverNowMs(context))) } : undefined,
          },
        ];

  return {
    all,
    async note(kind, user, isFault) {
      await store.commit(write(kind, user, isFault));
    },
    async replace(kind, users) {
      const noted = all().flatMap((fault) => (fault.kind === kind ? [fault.user] : []));
      await store.commit([
        ...users.flatMap((user) => write(kind, user, true)),
        ...noted.flatMap((user) => (user !== undefined && users.includes(user) ? [] : write(kind, user, false))),
      ]);
    },
    claim: (user, chainN) => void claims.set(user, Math.max(chainN, claims.get(user) ?? 0)),
    claims: () => claims,
    forgetClaims: () => claims.clear(),
  };
}
