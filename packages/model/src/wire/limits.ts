/** Bounds of everything that crosses the wire (WIRE-2). Bytes unless the name says otherwise. */
export const maxChunkBytes = 256 * 1024;
export const maxFrameBytes = 512 * 1024;
export const maxInlineChunkBytes = 64 * 1024;
export const maxSnapshotBytes = 16 * 1024 * 1024;
export const maxGrantsPerRequest = 1000;
export const maxLinkBytes = 4 * 1024;
/** A link to a device chain with its grant, sealed. */
export const maxLinkOfferBytes = 8 * 1024;
export const maxOpenResets = 1000;
export const maxEpochRecordBytes = 256 * 1024;
export const maxMembers = 1000;
/** A document a week for nineteen years: more is somebody who fills a space with empty logs. */
export const maxLogsPerSpace = 1000;
export const maxLeaveBytes = 512;
export const maxLeaves = 100;
export const maxMarkBytes = 16 * 1024;
export const maxEphemeralBytes = 32 * 1024;
export const maxPullChunks = 1000;
export const maxPullBytes = 8 * 1024 * 1024;
export const maxRequestBytes = 1024 * 1024;
export const maxPhotoBytes = 64 * 1024;
