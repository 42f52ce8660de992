/** How a voice is encoded: Opus wherever the browser can, in the first container it takes; older Safari has MP4 alone. */
const TYPES = ['audio/webm;codecs=opus', 'audio/ogg;codecs=opus', 'audio/mp4;codecs=opus', 'audio/mp4'] as const;

export const recordingType = (isSupported: (type: string) => boolean): string | undefined => TYPES.find(isSupported);

/** As a message names it, without the codec. */
export const plainType = (type: string): string => type.replace(/;.*$/, '').trim();
