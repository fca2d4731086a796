/** What a program of awk(1) is made of. */

export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "string"; readonly text: string }
  | { readonly kind: "regex"; readonly source: string; readonly line: number }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "element"; readonly name: string; readonly index: readonly Expression[] }
  | { readonly kind: "field"; readonly index: Expression }
  | { readonly kind: "group"; readonly items: readonly Expression[] }
  | { readonly kind: "unary"; readonly operator: "-" | "+" | "!"; readonly operand: Expression }
  | { readonly kind: "binary"; readonly operator: string; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "logical"; readonly operator: "&&" | "||"; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "match"; readonly negated: boolean; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "choice"; readonly test: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: "assign"; readonly operator: string; readonly target: Expression; readonly value: Expression }
  | { readonly kind: "step"; readonly by: 1 | -1; readonly before: boolean; readonly target: Expression }
  | { readonly kind: "in"; readonly index: readonly Expression[]; readonly name: string }
  | { readonly kind: "call"; readonly name: string; readonly args: readonly Expression[]; readonly line: number }
  | { readonly kind: "builtin"; readonly name: string; readonly args: readonly Expression[] }
  | {
      readonly kind: "getline";
      readonly target: Expression | undefined;
      readonly from: Expression | undefined;
      /** `command | getline` */
      readonly pipe: boolean;
    };

export interface Destination {
  readonly kind: ">" | ">>" | "|";
  readonly name: Expression;
}

export type Statement =
  | { readonly kind: "block"; readonly body: readonly Statement[] }
  | { readonly kind: "expression"; readonly expression: Expression }
  | {
      readonly kind: "print" | "printf";
      readonly args: readonly Expression[];
      readonly to: Destination | undefined;
    }
  | {
      readonly kind: "if";
      readonly test: Expression;
      readonly yes: Statement;
      readonly no: Statement | undefined;
    }
  | { readonly kind: "while"; readonly test: Expression; readonly body: Statement }
  | { readonly kind: "do"; readonly test: Expression; readonly body: Statement }
  | {
      readonly kind: "for";
      readonly start: Statement | undefined;
      readonly test: Expression | undefined;
      readonly step: Statement | undefined;
      readonly body: Statement;
    }
  | { readonly kind: "each"; readonly variable: string; readonly array: string; readonly body: Statement }
  | { readonly kind: "delete"; readonly name: string; readonly index: readonly Expression[] | undefined }
  | { readonly kind: "return" | "exit"; readonly value: Expression | undefined }
  | { readonly kind: "next" | "nextfile" | "break" | "continue" };

export interface Rule {
  readonly pattern: Expression | undefined;
  /** Of a range. */
  readonly end: Expression | undefined;
  /** `print` when missing. */
  readonly action: Statement | undefined;
}

export interface AwkFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: Statement;
}

export interface Program {
  readonly begin: readonly Statement[];
  readonly end: readonly Statement[];
  readonly rules: readonly Rule[];
  readonly functions: ReadonlyMap<string, AwkFunction>;
}

/** Least and most arguments; the names that may stand without parentheses. */
export const BUILTIN_ARGUMENTS: Readonly<Record<string, readonly [number, number]>> = {
  atan2: [2, 2],
  close: [1, 1],
  cos: [1, 1],
  exp: [1, 1],
  fflush: [0, 1],
  gsub: [2, 3],
  index: [2, 2],
  int: [1, 1],
  length: [0, 1],
  log: [1, 1],
  match: [2, 2],
  mktime: [1, 1],
  rand: [0, 0],
  sin: [1, 1],
  split: [2, 3],
  sprintf: [1, 255],
  sqrt: [1, 1],
  srand: [0, 1],
  strftime: [0, 3],
  sub: [2, 3],
  substr: [2, 3],
  system: [1, 1],
  systime: [0, 0],
  tolower: [1, 1],
  toupper: [1, 1],
};
