/** What a shell keeps of a function, and of one that runs. */
import type { Function as FunctionNode } from "unbash";
import type { Source } from "./source.ts";

export interface ShellFunction {
  readonly name: string;
  readonly node: FunctionNode;
  readonly source: Source;
  /** `declare -ft`: DEBUG and RETURN traps count in it. */
  traced?: boolean;
  /** `readonly -f`: it stays as it is. */
  readonly?: boolean;
}

export interface CallFrame {
  /** The function's name, `source` for a sourced file, `main` at the bottom. */
  readonly name: string;
  readonly file: string;
  /** The line of the call. */
  readonly line: number;
}
