/**
 * The orders that sort(1) of GNU coreutils 9.1 knows, in the C.UTF-8 locale: bytes, numbers, general numbers, sizes, months,
 * versions (filevercmp of gnulib). Simplified: numbers beyond 2^53 compare as their nearest floating-point numbers.
 */
import { bytesOfText } from "../../core/text-bytes.ts";

export type Order = "n" | "g" | "h" | "M" | "V" | "R";

/** How the texts of a key are compared, or lines as a whole. */
export interface Ordering {
  order?: Order;
  /** -d: only blanks, letters and digits count. */
  dictionary: boolean;
  fold: boolean;
  /** -i: what cannot be printed does not count. */
  printable: boolean;
  reverse: boolean;
  /** -R: the place of a text in an order of chance; the same text has the same. */
  rank?: (text: string) => number;
}

const SURROGATE = /[\ud800-\udfff]/;

/** memcmp(3) of the texts as UTF-8. */
export function compareBytes(a: string, b: string): number {
  if (a === b) return 0;
  if (!SURROGATE.test(a) && !SURROGATE.test(b)) return a < b ? -1 : 1;
  const left = bytesOfText(a);
  const right = bytesOfText(b);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = (left[i] as number) - (right[i] as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** strnumcmp: blanks, a minus, digits with a point; anything else is 0. */
function numberOf(text: string): number {
  const match = /^[ \t]*(-?)(\d*(?:\.\d*)?)/.exec(text);
  const value = Number.parseFloat(match?.[2] ?? "");
  return Number.isNaN(value) ? 0 : match?.[1] ? 0 - value : value;
}

/** strtold(3), what is no number first, then NaN (general_numcompare). */
function generalRank(text: string): readonly [number, number] {
  const match =
    /^[ \t]*([-+]?(?:0[xX][\da-fA-F]+|\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|inf|nan))/i.exec(text);
  if (match === null) return [0, 0];
  const word = (match[1] ?? "").toLowerCase();
  if (word.endsWith("nan")) return [1, 0];
  if (word.endsWith("inf")) return [2, word.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY];
  return [2, Number(word)];
}

/** human_numcompare: the sign, then the suffix, then the number. */
function compareSizes(a: string, b: string): number {
  const rank = (text: string) => {
    const value = numberOf(text);
    const suffix = /^[ \t]*-?\d*(?:\.\d*)?([KkMGTPEZY])/.exec(text)?.[1] ?? "";
    const power = "KMGTPEZY".indexOf(suffix.toUpperCase()) + (suffix === "" ? 0 : 1);
    return { value, power: value === 0 ? 0 : value < 0 ? -power : power };
  };
  const [left, right] = [rank(a), rank(b)];
  return Math.sign(left.value) - Math.sign(right.value) || left.power - right.power || left.value - right.value;
}

const MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split(" ");

function monthOf(text: string): number {
  return MONTHS.indexOf(
    text
      .replace(/^[ \t]+/, "")
      .slice(0, 3)
      .toUpperCase(),
  );
}

const isDigit = (char: string | undefined): boolean => char !== undefined && char >= "0" && char <= "9";

/** order() of filevercmp.c. */
function rankInVersion(char: string | undefined): number {
  if (char === undefined) return -1;
  if (isDigit(char)) return 0;
  if (/[A-Za-z]/.test(char)) return char.charCodeAt(0);
  return char === "~" ? -2 : char.charCodeAt(0) + 256;
}

/** verrevcmp: stretches without digits by character, numbers by value. */
function compareVersionParts(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a[i])) || (j < b.length && !isDigit(b[j]))) {
      const difference = rankInVersion(a[i]) - rankInVersion(b[j]);
      if (difference !== 0) return difference;
      i++;
      j++;
    }
    while (a[i] === "0") i++;
    while (b[j] === "0") j++;
    let first = 0;
    while (isDigit(a[i]) && isDigit(b[j])) {
      first ||= a.charCodeAt(i) - b.charCodeAt(j);
      i++;
      j++;
    }
    if (isDigit(a[i])) return 1;
    if (isDigit(b[j])) return -1;
    if (first !== 0) return first;
  }
  return 0;
}

/** filenvercmp: hidden names first, suffixes such as `.tar.gz` last of all. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const special = (text: string) => (text === "" ? 0 : text === "." ? 1 : text === ".." ? 2 : text[0] === "." ? 3 : 4);
  const [left, right] = [special(a), special(b)];
  if (left !== right || left < 3) return left - right;
  const stem = (text: string) => text.slice(0, 1) + text.slice(1).replace(/(?:\.[A-Za-z~][A-Za-z0-9~]*)*$/, "");
  const [stemA, stemB] = [stem(a), stem(b)];
  const byStem = stemA === a && stemB === b ? 0 : compareVersionParts(stemA, stemB);
  return byStem || compareVersionParts(a, b);
}

/** What -d, -i and -f leave of a text to compare. */
function filtered(text: string, { dictionary, printable, fold }: Ordering): string {
  let out = text;
  if (dictionary) out = out.replaceAll(/[^A-Za-z0-9 \t]/g, "");
  if (printable) out = out.replaceAll(/[^ -~]/g, "");
  return fold ? out.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase()) : out;
}

/** keycompare of sort.c for one key; `reverse` is applied. */
export function compareTexts(a: string, b: string, ordering: Ordering): number {
  const sign = ordering.reverse ? -1 : 1;
  switch (ordering.order) {
    case "n":
      return sign * (numberOf(a) - numberOf(b));
    case "g": {
      const [kindA, valueA] = generalRank(a);
      const [kindB, valueB] = generalRank(b);
      return sign * (kindA - kindB || (valueA === valueB ? 0 : valueA < valueB ? -1 : 1));
    }
    case "h":
      return sign * compareSizes(a, b);
    case "M":
      return sign * (monthOf(a) - monthOf(b));
    case "R": {
      const [left, right] = [filtered(a, ordering), filtered(b, ordering)];
      return sign * ((ordering.rank?.(left) ?? 0) - (ordering.rank?.(right) ?? 0));
    }
    case "V":
      return sign * compareVersions(filtered(a, ordering), filtered(b, ordering));
    default:
      return sign * compareBytes(filtered(a, ordering), filtered(b, ordering));
  }
}
