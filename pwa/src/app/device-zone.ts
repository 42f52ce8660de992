/** The IANA zone of this device: hours that somebody looks at or types are meant in it. */
export const deviceZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
