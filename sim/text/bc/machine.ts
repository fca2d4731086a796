/** Reads the statements of bc and runs them: a recursive descent that computes as it goes. */
import { type Decimal, decimal, numberOf, precise, rescaled, root, ten } from "./decimal.ts";
import { END, type Token } from "./tokens.ts";

const MOST_STEPS = 1_000_000;

/** What ends a statement early. */
type Stop = "quit" | "break" | "error" | undefined;

export class Machine {
  readonly #tokens: Token[] = [];
  readonly #say: (text: string) => void;
  readonly #print: (text: string) => void;
  readonly #variables = new Map<string, Decimal>();
  readonly #library: boolean;
  #at = 0;
  #scale: number;
  #ibase = 10;
  #obase = 10;
  #last = decimal(0n);
  #stopped: Stop;
  #steps = 0;
  /** Read, not run. */
  #skipping = false;
  /** What is wrong with the line that is read. */
  #complaint: string | undefined;

  constructor(library: boolean, print: (text: string) => void, say: (text: string) => void) {
    this.#library = library;
    this.#scale = library ? 20 : 0;
    this.#print = print;
    this.#say = say;
  }

  /** As TypeScript cannot see it change. */
  #halt(): Stop {
    return this.#stopped;
  }

  #now(): Token {
    return this.#tokens[this.#at] ?? END;
  }

  #is(text: string): boolean {
    return this.#now().text === text && (this.#now().kind === "mark" || this.#now().kind === "name");
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #syntax(): void {
    if (this.#halt() === "error") return;
    // Behind the end of the input lines are counted anew.
    const line =
      this.#now() === END
        ? 1
        : this.#tokens.slice(0, this.#at + 1).filter(({ text, kind }) => text === "\n" && kind === "mark").length + 1;
    this.#complaint = `(standard_in) ${line}: syntax error`;
    this.#stopped = "error";
  }

  #runtime(message: string): void {
    if (this.#skipping || this.#halt() !== undefined) return;
    this.#say(`Runtime error (func=(main), adr=3): ${message}`);
    this.#stopped = "error";
  }

  /**
   * Runs what has come: a line is read to its end before it runs, and one that does not parse is passed over. A statement that goes on in
   * lines to come waits for them, unless there are none (`final`). False after `quit`.
   */
  run(tokens: readonly Token[], final: boolean): boolean {
    this.#tokens.push(...tokens);
    for (;;) {
      while (this.#take("\n") || this.#take(";"));
      if (this.#now().kind === "end") return true;
      const start = this.#at;
      this.#skipping = true;
      this.#complaint = undefined;
      this.#line();
      this.#skipping = false;
      if (this.#halt() === "quit") return false;
      if (this.#halt() === "error") {
        if (this.#now().kind === "end" && !final) {
          this.#at = start;
          this.#stopped = undefined;
          return true;
        }
        this.#say(this.#complaint ?? "");
        this.#passOver();
        continue;
      }
      this.#at = start;
      this.#line();
      if (this.#halt() === "quit") return false;
      if (this.#halt() === "error") this.#passOver();
      this.#stopped = undefined;
    }
  }

  #passOver(): void {
    while (this.#now().kind !== "end" && !this.#is("\n")) this.#at++;
    this.#stopped = undefined;
  }

  /** The statements up to the end of a line. */
  #line(): void {
    for (;;) {
      this.#statement();
      if (this.#halt() !== undefined) return;
      if (this.#is("\n")) return;
      if (!this.#is(";")) {
        return this.#syntax();
      }
      while (this.#take(";"));
      if (this.#is("\n")) return;
    }
  }

  /** The same tokens again: a loop's turn. */
  #turn(at: number, skipping: boolean, what: () => void): void {
    const before = this.#skipping;
    this.#at = at;
    this.#skipping = before || skipping;
    what();
    this.#skipping = before;
  }

  #statement(): void {
    if (++this.#steps > MOST_STEPS) return this.#runtime("netnone: too many steps");
    const { kind, text } = this.#now();
    if (kind === "string") {
      this.#at++;
      if (!this.#skipping) this.#print(text);
      return;
    }
    if (this.#take("{")) {
      while (this.#take("\n") || this.#take(";"));
      while (!this.#is("}") && this.#now().kind !== "end" && this.#halt() !== "error") {
        this.#statement();
        if (!this.#is("}") && !this.#take(";") && !this.#take("\n") && this.#halt() !== "error") return this.#syntax();
        while (this.#take("\n") || this.#take(";"));
      }
      if (!this.#take("}")) this.#syntax();
      return;
    }
    if (kind === "name") {
      if (text === "quit" || text === "halt") {
        this.#at++;
        if (!this.#skipping || text === "quit") this.#stopped = "quit";
        return;
      }
      if (text === "break") {
        this.#at++;
        if (!this.#skipping && this.#halt() === undefined) {
          this.#stopped = "break";
          this.#skipping = true;
        }
        return;
      }
      if (text === "else") return this.#syntax();
      if (text === "if") return this.#if();
      if (text === "while" || text === "for") return this.#loop(text);
      if (text === "print") return this.#printing();
      if (text === "define" || text === "auto") {
        this.#complaint = `netnone: ${text} is not modelled`;
        this.#stopped = "error";
        return;
      }
    }
    const assigns = kind === "name" && /^(?:=|[-+*/%^]=)$/.test(this.#tokens[this.#at + 1]?.text ?? "");
    const value = this.#expression();
    if (assigns || this.#skipping || this.#halt() === "error") return;
    this.#last = value;
    this.#print(`${broken(this.#shown(value))}\n`);
  }

  #if(): void {
    this.#at++;
    if (!this.#take("(")) return this.#syntax();
    const test = this.#expression().digits !== 0n;
    if (!this.#take(")")) return this.#syntax();
    this.#turn(this.#at, !test, () => this.#body());
    const before = this.#at;
    while (this.#take("\n") || this.#take(";"));
    if (this.#take("else")) this.#turn(this.#at, test, () => this.#body());
    else this.#at = before;
  }

  #body(): void {
    while (this.#take("\n"));
    this.#statement();
  }

  #loop(kind: "while" | "for"): void {
    this.#at++;
    if (!this.#take("(")) return this.#syntax();
    if (kind === "for") {
      if (!this.#is(";")) this.#expression();
      if (!this.#take(";")) return this.#syntax();
    }
    const test = this.#at;
    const skipped = this.#skipping;
    for (;;) {
      this.#at = test;
      const goes = this.#is(";") || this.#expression().digits !== 0n;
      let step = -1;
      if (kind === "for") {
        if (!this.#take(";")) return this.#syntax();
        step = this.#at;
        if (!this.#is(")")) this.#turn(step, true, () => void this.#expression());
      }
      if (!this.#take(")")) return this.#syntax();
      this.#turn(this.#at, !goes, () => this.#body());
      const end = this.#at;
      if (this.#halt() === "break") this.#stopped = undefined;
      else if (goes && !skipped && this.#halt() === undefined) {
        if (++this.#steps > MOST_STEPS) return this.#runtime("netnone: too many steps");
        if (step >= 0) {
          this.#at = step;
          if (!this.#is(")")) this.#expression();
        }
        continue;
      }
      this.#at = end;
      return;
    }
  }

  #printing(): void {
    do {
      this.#at++;
      if (this.#now().kind === "string") {
        const text = this.#now().text.replace(
          /\\([abfnrtq\\])/g,
          (_all, letter: string) =>
            ({ a: "\x07", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", q: '"', "\\": "\\" })[letter] ?? "",
        );
        if (!this.#skipping) this.#print(text);
        this.#at++;
      } else {
        const value = this.#expression();
        if (!this.#skipping && this.#halt() === undefined) this.#print(this.#shown(value));
      }
    } while (this.#is(","));
  }

  // ---- expressions ---------------------------------------------------------------------------------------------

  #expression(): Decimal {
    return this.#or();
  }

  #or(): Decimal {
    let left = this.#and();
    while (this.#take("||")) {
      const right = this.#and();
      left = decimal(left.digits !== 0n || right.digits !== 0n ? 1n : 0n);
    }
    return left;
  }

  #and(): Decimal {
    let left = this.#not();
    while (this.#take("&&")) {
      const right = this.#not();
      left = decimal(left.digits !== 0n && right.digits !== 0n ? 1n : 0n);
    }
    return left;
  }

  #not(): Decimal {
    if (this.#take("!")) return decimal(this.#not().digits === 0n ? 1n : 0n);
    return this.#comparison();
  }

  #comparison(): Decimal {
    let left = this.#assignment();
    for (;;) {
      const operator = this.#now().text;
      if (this.#now().kind !== "mark" || !/^(?:==|!=|<=|>=|<|>)$/.test(operator)) return left;
      this.#at++;
      const right = this.#assignment();
      const scale = Math.max(left.scale, right.scale);
      const [a, b] = [rescaled(left, scale), rescaled(right, scale)];
      const holds = { "==": a === b, "!=": a !== b, "<=": a <= b, ">=": a >= b, "<": a < b, ">": a > b }[operator];
      left = decimal(holds ? 1n : 0n);
    }
  }

  #assignment(): Decimal {
    const next = this.#tokens[this.#at + 1]?.text ?? "";
    if (this.#now().kind !== "name" || !/^(?:=|[-+*/%^]=)$/.test(next)) return this.#sum();
    const name = this.#now().text;
    this.#at += 2;
    const right = this.#assignment();
    const value = next === "=" ? right : this.#apply(next[0] as string, this.#read(name), right);
    this.#write(name, value);
    return value;
  }

  #sum(): Decimal {
    let left = this.#product();
    while (this.#is("+") || this.#is("-")) {
      const operator = this.#now().text;
      this.#at++;
      left = this.#apply(operator, left, this.#product());
    }
    return left;
  }

  #product(): Decimal {
    let left = this.#power();
    while (this.#is("*") || this.#is("/") || this.#is("%")) {
      const operator = this.#now().text;
      this.#at++;
      left = this.#apply(operator, left, this.#power());
    }
    return left;
  }

  #power(): Decimal {
    const left = this.#unary();
    return this.#take("^") ? this.#apply("^", left, this.#power()) : left;
  }

  #unary(): Decimal {
    if (this.#take("-")) {
      const value = this.#unary();
      return decimal(-value.digits, value.scale);
    }
    return this.#primary();
  }

  #primary(): Decimal {
    const { kind, text } = this.#now();
    if (kind === "number") {
      this.#at++;
      return this.#literal(text);
    }
    if (this.#take("(")) {
      const value = this.#expression();
      if (!this.#take(")")) this.#syntax();
      return value;
    }
    if (text === "++" || text === "--") {
      this.#at++;
      const name = this.#now().text;
      this.#at++;
      const value = this.#apply(text[0] as string, this.#read(name), decimal(1n));
      this.#write(name, value);
      return value;
    }
    if (kind === "name") {
      this.#at++;
      if (this.#is("(")) return this.#call(text);
      if (this.#is("++") || this.#is("--")) {
        const value = this.#read(text);
        this.#write(text, this.#apply(this.#now().text[0] as string, value, decimal(1n)));
        this.#at++;
        return value;
      }
      return this.#read(text);
    }
    this.#syntax();
    return decimal(0n);
  }

  #literal(text: string): Decimal {
    const [whole = "", part = ""] = text.split(".");
    const base = BigInt(this.#ibase);
    let digits = 0n;
    for (const char of whole) {
      const digit = BigInt(Number.parseInt(char, 16));
      digits = digits * base + (whole.length > 1 && digit >= base ? base - 1n : digit);
    }
    if (part === "") return decimal(digits);
    if (base === 10n) return decimal(digits * ten(part.length) + BigInt(part.replace(/[A-F]/g, "9")), part.length);
    let numerator = 0n;
    for (const char of part) numerator = numerator * base + BigInt(Number.parseInt(char, 16));
    return decimal(
      digits * ten(part.length) + (numerator * ten(part.length)) / base ** BigInt(part.length),
      part.length,
    );
  }

  #read(name: string): Decimal {
    if (name === "scale") return decimal(BigInt(this.#scale));
    if (name === "ibase") return decimal(BigInt(this.#ibase));
    if (name === "obase") return decimal(BigInt(this.#obase));
    if (name === "last") return this.#last;
    return this.#variables.get(name) ?? decimal(0n);
  }

  #write(name: string, value: Decimal): void {
    if (this.#skipping || this.#halt() === "error") return;
    const whole = Number(rescaled(value, 0));
    if (name === "scale") this.#scale = Math.max(0, whole);
    else if (name === "ibase") this.#ibase = Math.min(16, Math.max(2, whole));
    else if (name === "obase") this.#obase = Math.max(2, whole);
    else if (name === "last") this.#last = value;
    else this.#variables.set(name, value);
  }

  #apply(operator: string, left: Decimal, right: Decimal): Decimal {
    const scale = Math.max(left.scale, right.scale);
    switch (operator) {
      case "+":
        return decimal(rescaled(left, scale) + rescaled(right, scale), scale);
      case "-":
        return decimal(rescaled(left, scale) - rescaled(right, scale), scale);
      case "*": {
        const kept = Math.min(left.scale + right.scale, Math.max(this.#scale, scale));
        return decimal(rescaled(decimal(left.digits * right.digits, left.scale + right.scale), kept), kept);
      }
      case "/":
      case "%": {
        if (right.digits === 0n) {
          this.#runtime(operator === "/" ? "Divide by zero" : "Modulo by zero");
          return decimal(0n);
        }
        const shift = this.#scale + right.scale - left.scale;
        const [top, bottom] =
          shift >= 0 ? [left.digits * ten(shift), right.digits] : [left.digits, right.digits * ten(-shift)];
        const quotient = decimal(top / bottom, this.#scale);
        if (operator === "/") return quotient;
        const kept = Math.max(left.scale, this.#scale + right.scale);
        const product = decimal(quotient.digits * right.digits, quotient.scale + right.scale);
        return decimal(rescaled(left, kept) - rescaled(product, kept), kept);
      }
      default: {
        const power = Number(rescaled(right, 0));
        if (Math.abs(power) > 100_000) {
          this.#runtime("netnone: exponent too large");
          return decimal(0n);
        }
        if (power < 0)
          return this.#apply("/", decimal(1n), decimal(left.digits ** BigInt(-power), left.scale * -power));
        const full = decimal(left.digits ** BigInt(power), left.scale * power);
        const kept = Math.min(left.scale * power, Math.max(this.#scale, left.scale));
        return decimal(rescaled(full, kept), kept);
      }
    }
  }

  #call(name: string): Decimal {
    this.#at++;
    const value = this.#is(")") ? decimal(0n) : this.#expression();
    if (!this.#take(")")) this.#syntax();
    if (name === "length") return decimal(BigInt(String(value.digits).replace("-", "").length));
    if (name === "scale") return decimal(BigInt(value.scale));
    if (name === "sqrt") {
      if (value.digits < 0n) {
        this.#runtime("Square root of a negative number");
        return decimal(0n);
      }
      const scale = Math.max(this.#scale, value.scale);
      return decimal(root(value.digits * ten(2 * scale - value.scale)), scale);
    }
    if (this.#library && /^[scale]$/.test(name)) {
      const number = numberOf(value);
      const result = { s: Math.sin, c: Math.cos, a: Math.atan, l: Math.log, e: Math.exp }[name as "s"](number);
      if (Number.isFinite(result)) return precise(name, value, this.#scale);
    }
    this.#runtime(`Function ${name} not defined.`);
    return decimal(0n);
  }

  #shown(value: Decimal): string {
    const negative = value.digits < 0n;
    const magnitude = negative ? -value.digits : value.digits;
    if (this.#obase === 10) {
      const text = magnitude.toString().padStart(value.scale + 1, "0");
      const whole = text.slice(0, text.length - value.scale).replace(/^0$/, value.scale > 0 ? "" : "0");
      if (magnitude === 0n) return "0";
      return `${negative ? "-" : ""}${whole}${value.scale > 0 ? `.${text.slice(text.length - value.scale)}` : ""}`;
    }
    const whole = magnitude / ten(value.scale);
    let text = whole === 0n && value.scale > 0 ? "" : whole.toString(Math.min(36, this.#obase)).toUpperCase();
    if (this.#obase > 16) {
      const parts: bigint[] = [];
      for (let rest = whole; rest > 0n; rest /= BigInt(this.#obase)) parts.unshift(rest % BigInt(this.#obase));
      const width = String(this.#obase - 1).length;
      text = (parts.length === 0 ? [0n] : parts).map((part) => ` ${String(part).padStart(width, "0")}`).join("");
    }
    if (value.scale > 0) {
      let rest = magnitude % ten(value.scale);
      let digits = "";
      for (let weight = 1n; weight < ten(value.scale); weight *= BigInt(this.#obase)) {
        rest *= BigInt(this.#obase);
        digits += Number(rest / ten(value.scale))
          .toString(36)
          .toUpperCase();
        rest %= ten(value.scale);
      }
      text += `.${digits}`;
    }
    return (negative ? "-" : "") + text;
  }
}

/** Long numbers go on in the next line behind a backslash. */
function broken(text: string): string {
  if (text.length < 70) return text;
  return (text.match(/.{1,68}/g) ?? []).join("\\\n");
}
