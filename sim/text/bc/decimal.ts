/** bc's numbers: digits and a scale, of any size, and its library of functions. */

/** digits / 10^scale */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

export const ten = (power: number): bigint => 10n ** BigInt(power);
export const rescaled = (value: Decimal, scale: number): bigint =>
  value.scale <= scale ? value.digits * ten(scale - value.scale) : value.digits / ten(value.scale - scale);
export const decimal = (digits: bigint, scale = 0): Decimal => ({ digits, scale });
export const numberOf = (value: Decimal): number => Number(value.digits) / Number(ten(value.scale));

/** The whole part of a square root. */
export function root(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** sin, cos, atan, log, exp by their series, with ten digits to spare. */
export function precise(name: string, value: Decimal, scale: number): Decimal {
  const kept = scale + 10;
  const one = ten(kept);
  let x = rescaled(value, kept);
  const times = (a: bigint, b: bigint): bigint => (a * b) / one;
  const series = (first: bigint, next: (term: bigint, n: bigint) => bigint): bigint => {
    let sum = 0n;
    let term = first;
    for (let n = 1n; term !== 0n; n++) {
      sum += term;
      term = next(term, n);
    }
    return sum;
  };
  const exp = (power: bigint): bigint => {
    let halvings = 0;
    let small = power;
    while ((small < 0n ? -small : small) > one / 2n) {
      small /= 2n;
      halvings++;
    }
    let result = series(one, (term, n) => times(term, small) / n);
    for (; halvings > 0; halvings--) result = times(result, result);
    return result;
  };
  const atan = (input: bigint): bigint => {
    // Halve the angle until the series is quick.
    let small = input;
    let doublings = 0n;
    while ((small < 0n ? -small : small) > one / 10n) {
      small = (small * one) / (one + root((one + times(small, small)) * one));
      doublings++;
    }
    const square = times(small, small);
    let sum = 0n;
    let power = small;
    for (let n = 1n; power !== 0n; n += 2n) {
      sum += n % 4n === 1n ? power / n : -(power / n);
      power = times(power, square);
    }
    return sum << doublings;
  };
  let result: bigint;
  if (name === "e") result = exp(x);
  else if (name === "a") result = atan(x);
  else if (name === "l") {
    // Square roots towards 1, then the series of artanh.
    let doublings = 1n;
    while (x > (one * 11n) / 10n || x < (one * 9n) / 10n) {
      x = root(x * one);
      doublings *= 2n;
    }
    const ratio = ((x - one) * one) / (x + one);
    const square = times(ratio, ratio);
    let sum = 0n;
    let power = ratio;
    for (let n = 1n; power !== 0n; n += 2n) {
      sum += power / n;
      power = times(power, square);
    }
    result = 2n * doublings * sum;
  } else {
    const turn = 8n * atan(one);
    x %= turn;
    const square = times(x, x);
    result =
      name === "s"
        ? series(x, (term, n) => -times(term, square) / (2n * n * (2n * n + 1n)))
        : series(one, (term, n) => -times(term, square) / ((2n * n - 1n) * 2n * n));
  }
  return decimal(rescaled(decimal(result, kept), scale), scale);
}
