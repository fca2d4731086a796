/** The Internet checksum: ones' complement of the ones' complement sum of 16-bit words (RFC 1071). */

/** The sum so far of `bytes`, added to `sum`; an odd octet at the end counts as if a zero followed. */
export function checksumAdd(sum: number, bytes: Uint8Array): number {
  let total = sum;
  for (let i = 0; i + 1 < bytes.length; i += 2) total += ((bytes[i] as number) << 8) | (bytes[i + 1] as number);
  if (bytes.length % 2 === 1) total += (bytes[bytes.length - 1] as number) << 8;
  return total;
}

/** Folds a sum to sixteen bits and complements it. Over data that carry their own checksum the result is 0. */
export function checksumFinish(sum: number): number {
  let total = sum;
  while (total > 0xffff) total = (total % 0x10000) + Math.floor(total / 0x10000);
  return ~total & 0xffff;
}

export function checksum(bytes: Uint8Array): number {
  return checksumFinish(checksumAdd(0, bytes));
}

/** What stands in place of a sum that is left to the card: that of the pseudo-header alone, not complemented (CHECKSUM_PARTIAL). */
export function partialSum(pseudo: number): number {
  return ~checksumFinish(pseudo) & 0xffff;
}
