/**
 * The only globals the model may use besides ECMAScript. All exist in Node ≥ 20, Safari 17, Chrome 137 and Firefox 136, on the main
 * thread, in workers and in service workers. Clock, storage, sockets and locks are handed in (deps.ts), never taken.
 */
declare type BufferSource = ArrayBufferView<ArrayBuffer> | ArrayBuffer;
declare interface CryptoKey {
  readonly type: string;
  readonly extractable: boolean;
}
declare interface CryptoKeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}
type PlatformAlgorithm = string | { readonly name: string; readonly [parameter: string]: unknown };
declare interface SubtleCrypto {
  digest(algorithm: string, data: BufferSource): Promise<ArrayBuffer>;
  generateKey(algorithm: PlatformAlgorithm, extractable: boolean, usages: readonly string[]): Promise<CryptoKey | CryptoKeyPair>;
  importKey(
    format: string,
    data: BufferSource | object,
    algorithm: PlatformAlgorithm,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<CryptoKey>;
  exportKey(format: 'jwk', key: CryptoKey): Promise<{ readonly x?: string }>;
  exportKey(format: 'raw' | 'pkcs8', key: CryptoKey): Promise<ArrayBuffer>;
  sign(algorithm: PlatformAlgorithm, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  verify(algorithm: PlatformAlgorithm, key: CryptoKey, signature: BufferSource, data: BufferSource): Promise<boolean>;
  encrypt(algorithm: PlatformAlgorithm, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  decrypt(algorithm: PlatformAlgorithm, key: CryptoKey, data: BufferSource): Promise<ArrayBuffer>;
  deriveBits(algorithm: PlatformAlgorithm, key: CryptoKey, bits: number): Promise<ArrayBuffer>;
}
declare const crypto: { readonly subtle: SubtleCrypto; getRandomValues<T extends ArrayBufferView<ArrayBuffer>>(array: T): T };
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean });
  decode(bytes: Uint8Array): string;
}
interface PlatformReader {
  read(): Promise<{ readonly done: boolean; readonly value?: Uint8Array }>;
  cancel(): Promise<void>;
}
interface PlatformWriter {
  write(chunk: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
interface PlatformTransform {
  readonly readable: { getReader(): PlatformReader };
  readonly writable: { getWriter(): PlatformWriter };
}
declare const CompressionStream: new (format: 'deflate-raw') => PlatformTransform;
declare const DecompressionStream: new (format: 'deflate-raw') => PlatformTransform;
