/**
 * What Firefox leaves in a description of codecs that were not wanted (`setCodecPreferences`): lines about payload types (`a=rtcp-fb`, `a=fmtp`) that are
 * not declared any more. Chromium takes no such description: whoever has Firefox could call nobody.
 */

const aboutType = /^a=(?:rtcp-fb|fmtp):(\d+) /;
/** RFC 3551: these may stand without being declared. */
const firstDynamicType = 96;

export function withoutOrphanLines(sdp: string): string {
  return sdp
    .split(/^(?=m=)/m)
    .map((section) => {
      const declared = new Set([...section.matchAll(/^a=rtpmap:(\d+) /gm)].map(([, type]) => type));
      const isOrphan = (line: string): boolean => {
        const type = aboutType.exec(line)?.[1];
        return type !== undefined && Number(type) >= firstDynamicType && !declared.has(type);
      };
      return section
        .split('\r\n')
        .filter((line) => !isOrphan(line))
        .join('\r\n');
    })
    .join('');
}
