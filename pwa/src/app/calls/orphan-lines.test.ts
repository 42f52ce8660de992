import { expect, test } from 'vitest';
import { withoutOrphanLines } from './orphan-lines.ts';

const sdp = (...lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;

test('CALL-5 a description says nothing of codecs that it does not declare, line by line of media', () => {
  const head = ['v=0', 'a=fingerprint:sha-256 AA:BB', 'm=audio 9 UDP/TLS/RTP/SAVPF 109 0', 'a=fmtp:109 stereo=1', 'a=fmtp:0 x=1'];
  const audio = [...head, 'a=rtpmap:109 opus/48000/2'];
  const video = ['m=video 9 UDP/TLS/RTP/SAVPF 120 124', 'a=fmtp:120 max-fs=12288', 'a=fmtp:124 apt=120', 'a=rtcp-fb:* ccm tmmbr'];
  const declared = ['a=rtcp-fb:120 nack pli', 'a=rtpmap:120 VP8/90000', 'a=rtpmap:124 rtx/90000'];
  const orphans = ['a=rtcp-fb:99 nack', 'a=rtcp-fb:109 nack', 'a=fmtp:99 profile=1'];
  expect(withoutOrphanLines(sdp(...audio, ...video, ...orphans, ...declared))).toBe(sdp(...audio, ...video, ...declared));
});

test('CALL-5 what a browser says of declared codecs alone stays as it is', () => {
  const plain = sdp(
    'v=0',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'a=rtpmap:96 VP8/90000',
    'a=rtcp-fb:96 nack',
    'a=candidate:1 1 udp 1 h 9',
  );
  expect(withoutOrphanLines(plain)).toBe(plain);
  expect(withoutOrphanLines('v=0')).toBe('v=0');
});
