/** Numbers of addresses in hexadecimal, from a table: they are written by the thousand. */

const DIGITS: readonly string[] = Array.from({ length: 256 }, (_, octet) => octet.toString(16));
const PAIRS: readonly string[] = DIGITS.map((digits) => digits.padStart(2, "0"));

/** Two digits. */
export function hexOctet(octet: number): string {
  return PAIRS[octet & 0xff] as string;
}

/** Sixteen bits, without leading zeros. */
export function hexWord(word: number): string {
  return word < 0x100 ? (DIGITS[word] as string) : (DIGITS[word >> 8] as string) + hexOctet(word);
}
