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
/** Of one person, when her account ends (ACCOUNT-3). */
export const maxLeavesAtOnce = 1500;
export const maxMarkBytes = 16 * 1024;
export const maxEphemeralBytes = 32 * 1024;
export const maxPullChunks = 1000;
export const maxPullBytes = 8 * 1024 * 1024;
export const maxRequestBytes = 1024 * 1024;
export const maxPhotoBytes = 64 * 1024;
/** Files that the messages of one append carry; more go with the next. */
export const maxFilesPerAppend = 100;
/** Of one sealed file, whatever a server allows (FILE-4): what its numbers can hold. */
export const maxSealedFileBytes = 2 ** 40;
/** An append tells of this many messages and answers; more go with the next. */
export const maxNoticesPerAppend = 100;
export const maxStages = 4;
export const maxStageUsers = 20;
/** Handovers that one alarm foresees: more than two days of three shifts in each of two roles. */
export const maxTurns = 16;
/** Of one alarm, beside its sender. */
export const maxReported = 20;
/** Alarms of one person that ring at the same time, and that she starts in an hour. */
export const maxOpenAlarms = 50;
export const maxAlarmsPerHour = 60;
/** Rings that the plans of these foresee, people times repeats: two to the whole of a hospital of a thousand, as usual. */
export const maxPlannedRings = 30_000;
/** Of one person to one alarm; then only words that end its ringing. */
export const maxWordsPerAlarm = 10;
export const maxAlarmsPerAnswer = 200;
/** Of all alarms of an answer; those of one moment are not parted for it. */
export const maxPeoplePerAnswer = 20_000;
export const maxPushEndpointCharacters = 1024;
export const maxMutedSpaces = 1000;
