/** Numbers of shell arithmetic: `10`, `0x1f`, `017`, and in a base of one's own, `2#101`. */

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value);

/** A number of an expression, or why it is none; the first mistake counts (strlong of bash). */
export function parseNumber(text: string): bigint | string {
  let base = 10;
  let found = false;
  let at = 0;
  if (text[0] === "0") {
    if (text.length === 1) return 0n;
    found = true;
    base = /[xX]/.test(text[1] ?? "") ? 16 : 8;
    at = base === 16 ? 2 : 1;
  }
  let value = 0n;
  for (; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === "#") {
      if (found) return "invalid number";
      if (value < 2n || value > 64n) return "invalid arithmetic base";
      base = Number(value);
      value = 0n;
      found = true;
      if (!/[0-9A-Za-z@_]/.test(text[at + 1] ?? "")) return "invalid integer constant";
      continue;
    }
    const digit = digitValue(char, base);
    if (digit >= base) return "value too great for base";
    value = wrap(value * BigInt(base) + BigInt(digit));
  }
  return value;
}

function digitValue(char: string, base: number): number {
  if (char >= "0" && char <= "9") return char.charCodeAt(0) - 48;
  if (char >= "a" && char <= "z") return char.charCodeAt(0) - 87;
  if (char >= "A" && char <= "Z") return base <= 36 ? char.charCodeAt(0) - 55 : char.charCodeAt(0) - 29;
  return char === "@" ? 62 : 63;
}
