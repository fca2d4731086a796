/** Random scripts of bash's own language, over a few variables, arrays, functions and files that every one of them begins with. */
import { Random } from "../../fuzz/random.ts";
import { WordMaker } from "./words.ts";

const START = `x=foo y='a b' s='Hello World' n=3 p=x; a=(one 'two 2' three); declare -A m=([k]=v); b=([2]=bb [5]=e)
set -- p1 'p 2' p3; touch f1 f2 .h; mkdir d; echo in > d/i
f() { printf '{%s}' "$@"; echo; }; g() { local x=loc n; x+=\${1-}; f "$x" "\${FUNCNAME[@]}"; return $#; }
`;

const SETTINGS = [
  ...["set -f", "set +f", "set -u", "set +u", "set -e", "set +e", "set -C", "set -x", "set +x", "shopt -s nullglob"],
  ...["shopt -u nullglob", "shopt -s nocasematch", "shopt -s dotglob", "shopt -s failglob", "shopt -s lastpipe"],
  ...["shopt -s globstar", "shopt -s extglob", "shopt -u patsub_replacement"],
] as unknown as [string, ...string[]];

/** The script of a seed: the same on every machine. */
export function randomScript(seed: number): string {
  const random = new Random(seed);
  const maker = new Maker(random);
  const lines = Array.from({ length: random.between(3, 10) }, () => maker.statement(0));
  // Behind a here-document a line has ended.
  return `${START}${lines.join("\n").replace(/\n; /g, "\n")}\n`;
}

class Maker {
  readonly #random: Random;
  readonly #words: WordMaker;

  constructor(random: Random) {
    this.#random = random;
    this.#words = new WordMaker(random, (depth) => this.#substituted(depth));
  }

  /**
   * What stands in `$( )`: no compound commands, which bash prints and reads again, so that their lines are others than those in the
   * script (parse_comsub).
   */
  #substituted(depth: number): string {
    return Array.from({ length: this.#random.between(1, 2) }, () => this.#simple(depth)).join("; ");
  }

  #list(depth: number, most: number): string {
    return Array.from({ length: this.#random.between(1, most) }, () => this.statement(depth)).join("; ");
  }

  statement(depth: number): string {
    const random = this.#random;
    if (depth > 3) return this.#simple(depth);
    const simple = (): string => this.#simple(depth);
    const list = (most: number): string => this.#list(depth + 1, most);
    const words = this.#words;
    return random.weighted<() => string>([
      [1, () => `if ${words.condition(depth)}; then ${list(2)}; else ${list(2)}; fi`],
      [1, () => `for i in ${words.words(depth)}; do printf '(%s)' "$i"; ${list(2)}; done`],
      [
        1,
        () =>
          `case ${words.word(depth)} in ${words.pattern()}) ${list(1)} ${random.pick([";;", ";&", ";;&"])} ${words.pattern()}|${words.pattern()}) ${list(1)} ;; *) echo other;; esac`,
      ],
      [1, () => `{ ${list(2)}; }${random.chance(0.4) ? this.#redirection(depth) : ""}`],
      [1, () => `( ${list(2)} )${random.chance(0.4) ? this.#redirection(depth) : ""}`],
      [1, () => `${simple()} | ${random.pick(["cat", 'while read -r l; do echo "[$l]"; done', "sort", "wc -l"])}`],
      [1, () => `${words.condition(depth)} && ${simple()} || ${simple()}`],
      [1, () => `${words.condition(depth)}; echo "c=$? \${BASH_REMATCH[@]}"`],
      [1, () => `for ((i=0; i<${random.between(0, 2)}; i++)); do ${list(1)}; done`],
      [1, () => `f() { ${list(2)}; ${random.chance(0.3) ? "return 3; " : ""}}`],
      [1, () => this.#document()],
      [1, () => `! ${simple()}`],
      [1, () => `while ((n++ < ${random.between(0, 3)})); do ${list(1)}; done`],
      [1, () => `${simple()} 2>&1 | cat; echo "\${PIPESTATUS[@]}"`],
      [1, () => `x=$(${this.#substituted(depth)}); echo "$? $x"`],
      [13, simple],
    ])();
  }

  #document(): string {
    const random = this.#random;
    const line = (): string =>
      random.pick(["x=$x", "\t${a[@]}", "$(echo $((n+1)))", "\\$x `echo z`", "${u:-d q}", "plain 'q' \"d\"", "${s@Q}"]);
    return `cat <<${random.pick(["E", "'E'", "-E", '"E"'])}\n${line()}\n${line()}\nE\n`;
  }

  #redirection(depth: number): string {
    return this.#random.pick([
      " > out0",
      " >> out1",
      " 2>&1",
      " 2> /dev/null",
      " < f1",
      ` <<< ${this.#words.word(depth)}`,
      " >&2",
    ]);
  }

  #simple(depth: number): string {
    const random = this.#random;
    const words = this.#words;
    const word = (): string => words.word(depth);
    const some = (): string => words.words(depth);
    const command = random.weighted<() => string>([
      [5, () => `printf '<%s>' ${some()}; echo`],
      [2, () => `echo ${some()}`],
      [2, () => `${random.pick(["x", "y", "s", "p", "u"])}=${word()}`],
      [1, () => `n=$((${words.arithmetic()}))`],
      [1, () => `a=(${some()})`],
      [1, () => `a[${random.pick(["0", "1", "5", "n", "-1", "n+1"])}]${random.chance(0.3) ? "+" : ""}=${word()}`],
      [1, () => `m[${random.pick(["k", "$x", '"$y"', "k2", "é"])}]=${word()}`],
      [1, () => `a+=(${some()})`],
      [1, () => `((${words.arithmetic()})); echo "st=$? n=$n"`],
      [1, () => `set -- ${some()}`],
      [1, () => `IFS=${random.pick(["", ":", "' '", "$' \\t\\n'", ",", "':,'", "o"])}`],
      [1, () => `unset ${random.pick(["x", "y", "IFS", "a[1]", "'m[k]'", "a", "u"])}`],
      [
        1,
        () =>
          `read ${random.pick(["", "-r ", "-a a ", "-d : ", "-n 3 "])}${random.pick(["x y", "x", "y u p"])} <<< ${word()}`,
      ],
      [
        1,
        () =>
          `printf ${random.pick(["'%d\\n'", "'%5s|\\n'", "'%q\\n'", "'%b\\n'", "'%.2s\\n'", "-v s '%s-'"])} ${some()}`,
      ],
      [1, () => `declare -p ${random.pick(["x", "a", "m", "y", "u", "n", "b"])}`],
      [
        1,
        () =>
          `${random.pick(["declare", "typeset", "export"])} ${random.pick(["q", "-i q", "-a q", "-u q", "-l q"])}=${word()}; echo "$q"`,
      ],
      [1, () => `let ${random.pick(["n=n+1", "'n = 3'", "n+=2 x=n", "'x=n>2?5:6'"])}; echo $? $n`],
      [1, () => `f ${some()}`],
      [1, () => `g ${some()}; echo "r=$?"`],
      [1, () => `shift ${random.pick(["", "1", "2", "9"])}; echo "$# $?"`],
      [1, () => `eval ${random.pick(["'echo $x'", "'a=(1 2)'", "echo '\"$s\"'"])}`],
      [1, () => random.pick(SETTINGS)],
      [1, () => `x=${word()} y=${word()} printf '[%s]\\n' "$x" $y`],
      [1, () => `getopts ab:c o ${some()}; echo "$o $OPTARG $OPTIND $?"`],
    ])();
    return command + (random.chance(0.12) ? this.#redirection(depth) : "");
  }
}
