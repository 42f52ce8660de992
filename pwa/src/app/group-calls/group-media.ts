/**
 * The media of a call of a group, as the screens and the engine know them: whatever carries them (docs/adr/0013-group-calls-mesh.md). Today it is a mesh
 * (mesh.ts); what stands in its place carries out the same effects.
 */
import type { GroupMediaEffect, GroupMediaEvent, IceServers } from '@sanad/model/engine/api';
import type { DeviceId } from '@sanad/model/ids';
import type { LocalMedia, Source } from '../calls/local-media.ts';

/** One stream for each; the same one for as long as its track is. */
export type SourceStreams = Readonly<Partial<Record<Source, MediaStream>>>;

export interface GroupMediaListener {
  tell(event: GroupMediaEvent): void;
  servers(): Promise<IceServers>;
  /** What is seen and heard here, and from there, is something else now. */
  changed(): void;
}
export interface GroupMedia {
  run(effect: GroupMediaEffect): void;
  /** Whatever is open or opening ends now: nobody says anything more. */
  stop(): void;
  /** Of the call there is, once it is open. */
  local(): LocalMedia | undefined;
  mine(): SourceStreams;
  of(device: DeviceId): SourceStreams;
  /** How loud each is now, 0 … 1. */
  levels(): ReadonlyMap<DeviceId, number>;
}
