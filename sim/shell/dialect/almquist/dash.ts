/**
 * dash 0.5.12 as Debian builds it: no line editing of its own, no $LINENO, no `fc`. Its words and its builtins; how it reads a
 * text is in reading.ts.
 */
import { type Errno, strerror } from "../../../../core/errors.ts";
import type { Dialect, Words } from "../dialect.ts";
import { ALMQUIST_BUILTINS, DECLARATIONS, SPECIAL } from "./builtin/table.ts";

/** What is the matter with a file: a missing one by what it was wanted for (error.c, errmsg). */
const reason = (errno: Errno, missing: string): string =>
  errno === "ENOENT" || errno === "ENOTDIR" ? missing : strerror(errno);

const WORDS: Words = {
  notFound: (name) => `${name}: not found`,
  cannotOpen: (path, errno) => `cannot open ${path}: ${reason(errno, "No such file")}`,
  cannotSource: (path, errno) => `cannot open ${path}: ${reason(errno, "No such file")}`,
  cannotCreate: (path, errno) => `cannot create ${path}: ${reason(errno, "Directory nonexistent")}`,
  syntax: (message) => `Syntax error: ${message}`,
  unexpected: (token, expecting) => `${token} unexpected${expecting === undefined ? "" : ` (expecting ${expecting})`}`,
  badLoopVariable: "Bad for loop variable",
  badFunctionName: "Bad function name",
  illegalOption: (letter) => `Illegal option -${letter}`,
  illegalMode: (mode) => `Illegal mode: ${mode}`,
  getoptsUsage: "Usage: getopts optstring var [arg...]",
  traced: (word) => word,
  unterminated: "Unterminated quoted string",
  missing: (closing) => `Missing '${closing}'`,
  backquote: "EOF in backquote substitution",
  badSubstitution: "Bad substitution",
  badDescriptor: "Bad fd number",
  arithmetic: (problem, expression) => `arithmetic expression: ${problem}: "${expression}"`,
};

export const DASH: Dialect = {
  name: "dash",
  builtins: ALMQUIST_BUILTINS,
  declarations: DECLARATIONS,
  almquist: {
    special: SPECIAL,
    prefix: (shell) =>
      `${shell.argumentZero}: ${shell.line()}: ${shell.commandName === undefined ? "" : `${shell.commandName}: `}`,
    redirectionStatus: 2,
    bashLike: false,
    words: WORDS,
  },
};
