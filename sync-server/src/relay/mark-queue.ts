/**
 * Marks (MARK-1): the last sealed value per space and device, written in groups. Several marks of one device within a group
 * collapse into the newest; each is acknowledged after commit.
 */
import { type DeviceId, deviceIdFromBytes, idToBytes, type SpaceId, spaceIdFromBytes, type UserId } from '@sanad/model/ids';
import type { ErrorCode } from '@sanad/model/wire/error-code';
import { type Database, isUnavailable, type Queryable } from '../db/database.ts';

const gatherMs = 10;
const maxBatch = 500;

export interface MarkRequest {
  readonly space: SpaceId;
  readonly user: UserId;
  readonly device: DeviceId;
  readonly mark: Uint8Array;
}
/** `undefined`: stored. */
export type MarkOutcome = ErrorCode | undefined;

export interface MarkQueueDeps {
  readonly database: Database;
  readonly onStored: (marks: readonly MarkRequest[]) => void;
  readonly onError: (error: unknown) => void;
}
export interface MarkQueue {
  readonly set: (request: MarkRequest) => Promise<MarkOutcome>;
  readonly drain: () => Promise<void>;
}

export function createMarkQueue(deps: MarkQueueDeps): MarkQueue {
  let waiting: { readonly request: MarkRequest; readonly answer: (outcome: MarkOutcome) => void }[] = [];
  let running: Promise<void> | undefined;

  const start = (): void => {
    running ??= run().finally(() => {
      running = undefined;
      if (waiting.length > 0) start();
    });
  };
  const run = async (): Promise<void> => {
    await new Promise((done) => setTimeout(done, gatherMs));
    const batch = waiting.slice(0, maxBatch);
    waiting = waiting.slice(maxBatch);
    const newest = new Map(batch.map(({ request }) => [keyOf(request), request]));
    let stored: ReadonlySet<string>;
    try {
      stored = await write(deps.database, [...newest.values()]);
    } catch (error) {
      deps.onError(error);
      for (const { answer } of batch) answer(isUnavailable(error) ? 'server/unavailable' : 'server/defect');
      return;
    }
    for (const { request, answer } of batch) answer(stored.has(keyOf(request)) ? undefined : 'space/not-member');
    deps.onStored([...newest.values()].filter((request) => stored.has(keyOf(request))));
  };
  return {
    set: (request) =>
      new Promise((answer) => {
        waiting.push({ request, answer });
        start();
      }),
    drain: async () => {
      while (running !== undefined) await running;
    },
  };
}

const keyOf = ({ space, device }: Pick<MarkRequest, 'space' | 'device'>): string => `${space} ${device}`;

/** Those of members, by key. */
async function write(client: Queryable, marks: readonly MarkRequest[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ space: Uint8Array; device: Uint8Array }>({
    name: 'marks-write',
    text: `insert into mark (space_id, device, user_id, body)
           select x.space, x.device, x.user_id, x.body from unnest($1::bytea[], $2::bytea[], $3::uuid[], $4::bytea[]) as x (space, device, user_id, body)
             join space_member m on m.space_id = x.space and m.user_id = x.user_id
            order by x.space, x.device
           on conflict (space_id, device) do update set body = excluded.body, updated_at = now()
           returning space_id as space, device`,
    values: [
      marks.map(({ space }) => idToBytes(space)),
      marks.map(({ device }) => idToBytes(device)),
      marks.map(({ user }) => user),
      marks.map(({ mark }) => mark),
    ],
  });
  return new Set(rows.map(({ space, device }) => keyOf({ space: spaceIdFromBytes(space), device: deviceIdFromBytes(device) })));
}

interface MarkRow {
  readonly user: UserId;
  readonly device: Uint8Array;
  readonly mark: Uint8Array;
}

/** Marks of present members only. */
export async function readMarks(
  client: Queryable,
  space: SpaceId,
): Promise<readonly { readonly user: UserId; readonly device: DeviceId; readonly mark: Uint8Array }[]> {
  const { rows } = await client.query<MarkRow>(
    `select k.user_id as "user", k.device, k.body as mark from mark k join space_member m using (space_id, user_id)
      where k.space_id = $1 limit 10000`,
    [idToBytes(space)],
  );
  return rows.map(({ device, ...row }) => ({ ...row, device: deviceIdFromBytes(device) }));
}
