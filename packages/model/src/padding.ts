/** Padmé: Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019. Of what is padded, its length tells little. */

/** Total length after padding of `length` bytes: 384 or 512 B, then in steps of 256 B to 4 kB, then Padmé (CHUNK-6, FILE-3). */
export function paddedLength(length: number): number {
  if (length <= 384) return 384;
  if (length <= 4096) return Math.ceil(length / 256) * 256;
  const exponent = Math.floor(Math.log2(length));
  const keptBits = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** (exponent - keptBits);
  return Math.ceil(length / step) * step;
}
