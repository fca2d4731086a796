/** Words of random scripts: literals, quotes, expansions of every kind, arithmetic, conditions. */
import type { Random } from "../../fuzz/random.ts";

const LITERALS: readonly [string, ...string[]] = [
  ...["foo", "bar", "x", "1", "0", "12", "a:b:c", "Hello", "f1", "*.txt", "f?", "[fd]*", "d/*", "~", "~root", "{a,b}"],
  ...["{1..3}", "{c..a}", "{01..3}", "x{1,2}y", "\\$x", "\\ ", "a\\ b", "@(f1|f2)", "nope*", "-n", "-e", "=", "!"],
  ...["x=1", "{,}", "{a..e..2}", "é", "中", "\\\\", "'q u'", '"d q"', "$'a\\nb'", "$'\\x41\\101'", "''", '""'],
] as unknown as [string, ...string[]];

const QUOTED: readonly [string, ...string[]] = [
  ...["foo", "bar", "a b", "x*", "file.txt", "1", "", "a:b:c", "wORLD", "tab\\tx", "[ab]", "?", "é", "中文", "  sp  "],
  ...["*.txt", "~", "--", "a\\b", "f1", "x=y", "{1..3}", "%s", "%d\\n"],
] as unknown as [string, ...string[]];

const PATTERNS: readonly [string, ...string[]] = [
  ...[
    "*",
    "?",
    "a*",
    "*o",
    "[a-c]",
    "[!a-c]*",
    "f*o",
    "*[0-9]",
    "foo",
    "b",
    ":",
    "*:",
    ":*",
    "[[:upper:]]",
    "l",
    "\\*",
  ],
  ...["[[:alpha:]]*", '"*"', "$x", "'?'", "\\#", "%", "/", "é", "@(foo|bar)", "!(foo)", "?(f)oo", "*(l|o)"],
] as unknown as [string, ...string[]];

const OPERANDS: readonly [string, ...string[]] = [
  ...["x", "n", "$n", "1", "0", "7", "-3", "010", "0x1f", "2#101", "n++", "--n", "++n", "n--", "${#s}", "a[0]", "a[1]"],
  ...["m[k]", "$((2))", "${x:-4}", "u", "36#z", "64#_", "'a'", "a[n%2]"],
] as unknown as [string, ...string[]];
const OPERATORS = "+ - * / % ** << >> < > <= >= == != & | ^ && || ,".split(" ") as [string, ...string[]];
const ASSIGNMENTS = "= += -= *= /= %= <<= |= &= ^=".split(" ") as [string, ...string[]];

const NAMES: readonly [string, ...string[]] = [
  ...[
    "x",
    "y",
    "s",
    "n",
    "u",
    "1",
    "2",
    "a",
    "a[0]",
    "a[1]",
    "a[-1]",
    "m[k]",
    "b[2]",
    "@",
    "*",
    "a[@]",
    "a[*]",
    "b[@]",
  ],
  ...["m[@]", "#", "?", "a[n]", "a[7]", "p", "!p", "FUNCNAME"],
] as unknown as [string, ...string[]];

/** How deep words are put into each other. */
const DEPTH = 4;

export class WordMaker {
  readonly #random: Random;
  /** What stands in `$( )`. */
  readonly #commands: (depth: number) => string;

  constructor(random: Random, commands: (depth: number) => string) {
    this.#random = random;
    this.#commands = commands;
  }

  pattern(): string {
    return this.#random.pick(PATTERNS);
  }

  words(depth: number, most = 4): string {
    return Array.from({ length: this.#random.between(1, most) }, () => this.word(depth)).join(" ");
  }

  word(depth: number): string {
    let text = this.#piece(depth);
    while (this.#random.chance(0.25)) text += this.#piece(depth);
    return text;
  }

  #piece(depth: number): string {
    const random = this.#random;
    if (depth > DEPTH) return random.pick(LITERALS);
    return random.weighted<() => string>([
      [2, () => random.pick(LITERALS)],
      [3, () => this.quoted(depth + 1)],
      [1, () => this.#expansion(depth + 1)],
      [1, () => `'${random.pick(QUOTED)}'`],
      [1, () => random.pick(LITERALS) + this.#expansion(depth + 1)],
    ])();
  }

  /** Between double quotes. */
  quoted(depth: number): string {
    const random = this.#random;
    let text = "";
    for (let i = random.between(0, 3); i >= 0; i--) {
      text += random.chance(0.6)
        ? this.#expansion(depth)
        : random.pick(["a", " ", "b c", "*", "\\$", '\\"', "'", "\\\\", "\\x", "~", "{a,b}", "!", ":", "é"]);
    }
    return `"${text}"`;
  }

  #operand(depth: number): string {
    return this.#random.chance(0.3)
      ? this.#random.pick(["", "d", "$y", "'q'", '"$s"', "a b", "${u:-z}", "*", "$(echo c)"])
      : this.#piece(depth + 1);
  }

  #expansion(depth: number): string {
    const random = this.#random;
    const name = random.pick(NAMES);
    const make: readonly (readonly [number, () => string])[] = [
      [3, () => (name.length === 1 ? `$${name}` : `\${${name}}`)],
      [1, () => `\${#${random.pick(["x", "s", "a[@]", "a[*]", "a[1]", "a", "@", "*", "u", "m[@]", "1"])}}`],
      [2, () => `\${${name}${random.pick([":-", "-", ":+", "+"])}${this.#operand(depth)}}`],
      [
        1,
        () => `\${${random.pick(["x", "u", "a[0]", "a[3]", "nn"])}${random.pick([":=", "="])}${this.#operand(depth)}}`,
      ],
      [2, () => `\${${name}${random.pick(["#", "##", "%", "%%"])}${this.pattern()}}`],
      [2, () => `\${${name}${random.pick(["/", "//", "/#", "/%"])}${this.pattern()}/${this.#operand(depth)}}`],
      [2, () => this.#slice(name)],
      [1, () => `\${${name}${random.pick(["^", "^^", ",", ",,", "~", "~~"])}}`],
      [1, () => `\${${name}@${random.pick(["Q", "E", "P", "A", "a", "U", "u", "L", "K", "k"])}}`],
      [1, () => `\${!${random.pick(["p", "a[@]", "m[@]", "b[*]", "x*", "n@", "1"])}}`],
      [1, () => `$((${this.arithmetic()}))`],
      [1, () => (depth > DEPTH ? "$(echo deep)" : `$(${this.#commands(depth + 1)})`)],
      [1, () => "`echo b$x`"],
      [1, () => '"$@"'],
    ];
    return random.weighted(make)();
  }

  #slice(name: string): string {
    const random = this.#random;
    const offset = random.pick(["0", "1", "2", " -1", " -2", "n", "(-3)", "$n", "n+1", "7"]);
    const length = random.chance(0.6) ? `:${random.pick(["0", "1", "2", " -1", "n", "9", "-9"])}` : "";
    return `\${${name}:${offset}${length}}`;
  }

  arithmetic(depth = 0): string {
    const random = this.#random;
    if (depth > 3 || random.chance(0.35)) return random.pick(OPERANDS);
    const inner = (): string => this.arithmetic(depth + 1);
    return random.weighted<() => string>([
      [7, () => `${inner()} ${random.pick(OPERATORS)} ${inner()}`],
      [1, () => `(${inner()})`],
      [1, () => `${random.pick(["!", "~", "-", "+"])}${inner()}`],
      [1, () => `${inner()} ? ${inner()} : ${inner()}`],
      [1, () => `${random.pick(["n", "x", "a[0]", "q"])} ${random.pick(ASSIGNMENTS)} ${inner()}`],
      [1, () => `${inner()} ${inner()}`],
    ])();
  }

  /** `[[ ... ]]`. */
  condition(depth: number): string {
    const random = this.#random;
    const simple = (): string =>
      random.pick(["-n $x", "$x == f*", "$y", '-z "$u"', "f1 -ef f1", "-v a[1]", "$n -gt 2", "-e f1"]);
    const compared = (): string => (random.chance(0.5) ? this.pattern() : this.word(depth));
    const made = random.weighted<() => string>([
      [1, () => `-${random.pick(["z", "n", "e", "f", "d", "v", "s", "r", "o", "L"])} ${this.word(depth)}`],
      [2, () => `${this.word(depth)} ${random.pick(["==", "!=", "=", "<", ">"])} ${compared()}`],
      [
        1,
        () =>
          `${random.pick(["n", "$n", "3", "a[1]"])} ${random.pick(["-eq", "-ne", "-lt", "-ge"])} ${random.pick(["n", "010", "x+1"])}`,
      ],
      [
        1,
        () =>
          `${this.word(depth)} =~ ${random.pick(["^f", "o+$", "(.)(.)", "[0-9]+", "a|b", '"."', "$x", "(a)?b", "^(f(o)o)"])}`,
      ],
      [1, () => `! ${simple()}`],
      [1, () => `( ${simple()} )`],
      [1, () => `${simple()} ${random.pick(["&&", "||"])} ${simple()}`],
      [2, simple],
    ])();
    return `[[ ${made} ]]`;
  }
}
