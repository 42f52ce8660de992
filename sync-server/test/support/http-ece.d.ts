/** The part of http_ece that tests use: it has no types of its own. */
declare module 'http_ece' {
  import type { ECDH } from 'node:crypto';

  interface Parameters {
    readonly version: 'aes128gcm';
    readonly privateKey: ECDH;
    readonly authSecret: string;
    readonly dh?: string;
    readonly salt?: string;
  }
  const ece: {
    readonly encrypt: (plain: Buffer, parameters: Parameters) => Buffer;
    readonly decrypt: (sealed: Buffer, parameters: Parameters) => Buffer;
  };
  // biome-ignore lint/style/noDefaultExport: it has no other
  export default ece;
}
