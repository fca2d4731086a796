/** bash 5.2: what the evaluator is written for. */
import { BUILTINS, DECLARATIONS } from "../builtin/table.ts";
import type { Dialect } from "./dialect.ts";

export const BASH: Dialect = { name: "bash", builtins: BUILTINS, declarations: DECLARATIONS, almquist: undefined };
