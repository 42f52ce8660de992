const sealedBlockBytes = 1024 * 1024;

/** What content of so many bytes has at most when it is padded, by 12 %, and sealed, 16 bytes in each MiB (FILE-2, FILE-3). */
export function sealedAtMost(contentBytes: number): number {
  const padded = Math.ceil(contentBytes * 1.12);
  return padded + 16 * Math.ceil(padded / (sealedBlockBytes - 16));
}
