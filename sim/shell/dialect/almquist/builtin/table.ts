/** The builtins of dash by name (builtins.def.in). */
import type { Builtin } from "../../../builtin/builtin.ts";
import { colon, falsehood } from "../../../builtin/flow.ts";
import { printf } from "../../../builtin/printf.ts";
import { breakOrContinue, evaluate, exec, exit, returnFrom, source } from "./flow.ts";
import { foregroundOrBackground, jobs, kill, trap, wait } from "./job.ts";
import { alias, command, hash, type, unalias } from "./lookup.ts";
import { cd, echo, pwd, read, times, ulimit, umask } from "./system.ts";
import { test } from "./test.ts";
import { exportOrReadonly, getopts, local, set, shift, unset } from "./variables.ts";

export const ALMQUIST_BUILTINS: ReadonlyMap<string, Builtin> = new Map<string, Builtin>([
  [":", colon],
  ["true", colon],
  ["false", falsehood],
  [".", source],
  ["[", test],
  ["test", test],
  ["alias", alias],
  ["unalias", unalias],
  ["bg", foregroundOrBackground],
  ["fg", foregroundOrBackground],
  ["break", breakOrContinue],
  ["continue", breakOrContinue],
  ["cd", cd],
  ["chdir", cd],
  ["command", command],
  ["echo", echo],
  ["eval", evaluate],
  ["exec", exec],
  ["exit", exit],
  ["export", exportOrReadonly],
  ["readonly", exportOrReadonly],
  ["getopts", getopts],
  ["hash", hash],
  ["jobs", jobs],
  ["kill", kill],
  ["local", local],
  ["printf", printf],
  ["pwd", pwd],
  ["read", read],
  ["return", returnFrom],
  ["set", set],
  ["shift", shift],
  ["times", times],
  ["trap", trap],
  ["type", type],
  ["ulimit", ulimit],
  ["umask", umask],
  ["unset", unset],
  ["wait", wait],
]);

export const SPECIAL: ReadonlySet<string> = new Set(
  ". : break continue eval exec exit export local readonly return set shift times trap unset".split(" "),
);

export const DECLARATIONS: ReadonlySet<string> = new Set(["export", "readonly", "local"]);
