/** All builtins by name. */
import { bind } from "./bind.ts";
import type { Builtin } from "./builtin.ts";
import { compgen, complete, compopt } from "./compgen.ts";
import { declare, unset } from "./declare.ts";
import { cd, pwd } from "./directory.ts";
import { dirs, popd, pushd } from "./directory-stack.ts";
import { echo } from "./echo.ts";
import { fc } from "./fc.ts";
import { breakOrContinue, colon, evaluate, exec, exit, falsehood, returnFrom, source } from "./flow.ts";
import { help } from "./help.ts";
import { history } from "./history.ts";
import { disown, foreground, jobs, kill, suspend, trap, wait } from "./job.ts";
import { alias, builtinCommand, caller, command, enable, hash, type, unalias } from "./lookup.ts";
import { mapfile } from "./mapfile.ts";
import { getopts, letBuiltin, set, shift, shopt } from "./positional.ts";
import { printf } from "./printf.ts";
import { logout, times, umask } from "./process.ts";
import { read } from "./read.ts";
import { test } from "./test.ts";
import { ulimit } from "./ulimit.ts";

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [":", colon],
  ["true", colon],
  ["false", falsehood],
  [".", source],
  ["source", source],
  ["[", test],
  ["test", test],
  ["alias", alias],
  ["unalias", unalias],
  ["bg", foreground],
  ["bind", bind],
  ["fg", foreground],
  ["break", breakOrContinue],
  ["compgen", compgen],
  ["complete", complete],
  ["compopt", compopt],
  ["continue", breakOrContinue],
  ["builtin", builtinCommand],
  ["caller", caller],
  ["cd", cd],
  ["command", command],
  ["declare", declare],
  ["typeset", declare],
  ["local", declare],
  ["export", declare],
  ["readonly", declare],
  ["unset", unset],
  ["dirs", dirs],
  ["pushd", pushd],
  ["popd", popd],
  ["disown", disown],
  ["echo", echo],
  ["enable", enable],
  ["eval", evaluate],
  ["exec", exec],
  ["exit", exit],
  ["fc", fc],
  ["getopts", getopts],
  ["hash", hash],
  ["help", help],
  ["history", history],
  ["jobs", jobs],
  ["suspend", suspend],
  ["kill", kill],
  ["let", letBuiltin],
  ["logout", logout],
  ["mapfile", mapfile],
  ["readarray", mapfile],
  ["printf", printf],
  ["pwd", pwd],
  ["read", read],
  ["return", returnFrom],
  ["set", set],
  ["shift", shift],
  ["shopt", shopt],
  ["times", times],
  ["trap", trap],
  ["type", type],
  ["ulimit", ulimit],
  ["umask", umask],
  ["wait", wait],
]);

/** Builtins whose arguments may be assignments: their values are not split. */
export const DECLARATIONS: ReadonlySet<string> = new Set(["declare", "typeset", "local", "export", "readonly"]);
