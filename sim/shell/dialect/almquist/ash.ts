/**
 * The ash of busybox 1.35 as Debian builds it (shell/ash.c): dash's language with some of bash's in it.
 *
 * The same: words and statuses of what goes wrong. Simplified: `[[ ]]` is bash's, and its programs are found on PATH alone, while
 * busybox runs its own before any.
 */
import { type Errno, strerror } from "../../../../core/errors.ts";
import { echo } from "../../builtin/echo.ts";
import { letBuiltin } from "../../builtin/positional.ts";
import type { Dialect, Words } from "../dialect.ts";
import { killOfBusybox, readOfBusybox } from "./builtin/busybox.ts";
import { source } from "./builtin/flow.ts";
import { ALMQUIST_BUILTINS, DECLARATIONS, SPECIAL } from "./builtin/table.ts";

const reason = (errno: Errno, missing: string): string =>
  errno === "ENOENT" || errno === "ENOTDIR" ? missing : strerror(errno);

const WORDS: Words = {
  notFound: (name) => `${name}: not found`,
  cannotOpen: (path, errno) => `can't open ${path}: ${reason(errno, "no such file")}`,
  cannotSource: (path, errno) => `can't open '${path}': ${strerror(errno)}`,
  cannotCreate: (path, errno) => `can't create ${path}: ${reason(errno, "nonexistent directory")}`,
  syntax: (message) => `syntax error: ${message}`,
  unexpected: (token, expecting) => `unexpected ${token}${expecting === undefined ? "" : ` (expecting ${expecting})`}`,
  badLoopVariable: "bad for loop variable",
  badFunctionName: "bad function name",
  illegalOption: (letter) => `illegal option -${letter}`,
  illegalMode: (mode) => `illegal mode: ${mode}`,
  getoptsUsage: "usage: getopts optstring var [arg]",
  traced: (word) =>
    word === "" || /[^+,\-./0-9:@A-Z\]^_a-z]/.test(word) ? `'${word.replaceAll("'", "'\"'\"'")}'` : word,
  unterminated: "unterminated quoted string",
  missing: (closing) => `missing '${closing}'`,
  backquote: "EOF in backquote substitution",
  badSubstitution: "syntax error: bad substitution",
  badDescriptor: "bad fd number",
  arithmetic: (problem) => (problem.startsWith("division") ? "divide by zero" : "arithmetic syntax error"),
};

export const ASH: Dialect = {
  name: "ash",
  builtins: new Map([
    ...ALMQUIST_BUILTINS,
    ["echo", echo],
    ["let", letBuiltin],
    ["read", readOfBusybox],
    ["kill", killOfBusybox],
    ["source", source],
  ]),
  declarations: DECLARATIONS,
  almquist: {
    special: new Set([...SPECIAL, "source"]),
    prefix: (shell) => {
      // It counts the lines of files, and tells them of builtins alone where there is no file.
      const fromFile = !shell.commandString && !shell.readsInput;
      const line = shell.line() - (shell.commandString ? 1 : 0);
      const command = shell.commandName === undefined ? "" : `${shell.commandName}: `;
      return `${shell.argumentZero}: ${command}${fromFile || command !== "" ? `line ${line}: ` : ""}`;
    },
    redirectionStatus: 1,
    bashLike: true,
    words: WORDS,
  },
};
