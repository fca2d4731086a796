/** SHA-2 (FIPS 180-4) in the sizes that the library of the text tools does not have: 224, 384 and 512 bits. */

const MASK64 = (1n << 64n) - 1n;

/** The first primes: the constants are the first bits of their roots. */
function primes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** floor(sqrt(n)) and floor(cbrt(n)) by bisection. */
function root(n: bigint, power: bigint): bigint {
  let [low, high] = [0n, n];
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle ** power <= n) low = middle;
    else high = middle - 1n;
  }
  return low;
}

/** The first 64 bits of the fraction of a prime's square or cube root. */
const fraction = (prime: number, power: bigint): bigint => root(BigInt(prime) << (64n * power), power) & MASK64;

interface Shape {
  readonly bits: bigint;
  readonly rounds: number;
  /** Rotations of Σ0, Σ1, and of σ0, σ1 with a shift at their end. */
  readonly sums: readonly (readonly [bigint, bigint, bigint])[];
}

const WORDS32: Shape = {
  bits: 32n,
  rounds: 64,
  sums: [
    [2n, 13n, 22n],
    [6n, 11n, 25n],
    [7n, 18n, 3n],
    [17n, 19n, 10n],
  ],
};
const WORDS64: Shape = {
  bits: 64n,
  rounds: 80,
  sums: [
    [28n, 34n, 39n],
    [14n, 18n, 41n],
    [1n, 8n, 7n],
    [19n, 61n, 6n],
  ],
};

function digest(bytes: readonly number[], shape: Shape, start: readonly bigint[], octets: number): string {
  const { bits, rounds, sums } = shape;
  const mask = (1n << bits) - 1n;
  const size = Number(bits) / 8;
  const block = size * 16;
  const constants = primes(rounds).map((prime) => fraction(prime, 3n) >> (64n - bits));
  const turn = (x: bigint, by: bigint): bigint => ((x >> by) | (x << (bits - by))) & mask;
  const large = (x: bigint, which: number): bigint => {
    const [a, b, c] = sums[which] as readonly [bigint, bigint, bigint];
    return turn(x, a) ^ turn(x, b) ^ turn(x, c);
  };
  const small = (x: bigint, which: number): bigint => {
    const [a, b, c] = sums[which] as readonly [bigint, bigint, bigint];
    return turn(x, a) ^ turn(x, b) ^ (x >> c);
  };
  const padded = [...bytes, 0x80];
  while (padded.length % block !== block - size * 2) padded.push(0);
  const length = BigInt(bytes.length) * 8n;
  for (let at = size * 2 - 1; at >= 0; at--) padded.push(Number((length >> BigInt(at * 8)) & 255n));
  let state = [...start];
  for (let from = 0; from < padded.length; from += block) {
    const words: bigint[] = [];
    for (let t = 0; t < 16; t++) {
      let word = 0n;
      for (let i = 0; i < size; i++) word = (word << 8n) | BigInt(padded[from + t * size + i] ?? 0);
      words.push(word);
    }
    const word = (t: number): bigint => words[t] as bigint;
    for (let t = 16; t < rounds; t++)
      words.push((small(word(t - 2), 3) + word(t - 7) + small(word(t - 15), 2) + word(t - 16)) & mask);
    let [a, b, c, d, e, f, g, h] = state as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let t = 0; t < rounds; t++) {
      const one = h + large(e, 1) + ((e & f) ^ (~e & mask & g)) + (constants[t] as bigint) + word(t);
      const two = large(a, 0) + ((a & b) ^ (a & c) ^ (b & c));
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) & mask, c, b, a, (one + two) & mask];
    }
    state = [a, b, c, d, e, f, g, h].map((value, at) => (value + (state[at] as bigint)) & mask);
  }
  return state
    .map((value) => value.toString(16).padStart(size * 2, "0"))
    .join("")
    .slice(0, octets * 2);
}

/** Hexadecimal, of 224, 384 or 512 bits. */
export function sha2(bytes: readonly number[], size: 224 | 384 | 512): string {
  const first = primes(16);
  const roots = (from: number): bigint[] => first.slice(from, from + 8).map((prime) => fraction(prime, 2n));
  if (size === 512) return digest(bytes, WORDS64, roots(0), 64);
  if (size === 384) return digest(bytes, WORDS64, roots(8), 48);
  // The second 32 bits of what SHA-384 starts with.
  const start = roots(8).map((value) => value & 0xffffffffn);
  return digest(bytes, WORDS32, start, 28);
}
