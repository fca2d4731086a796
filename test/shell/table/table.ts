/** The rows by subject. */
import type { Row } from "../row.ts";
import { computation } from "./arithmetic.ts";
import { commands, completion, limits, printing, variables } from "./builtin.ts";
import { control, errexit, job, trap } from "./command.ts";
import { corner } from "./corner.ts";
import { document } from "./document.ts";
import { exec } from "./exec.ts";
import { arithmetic, commandSubstitution, glob, parameter } from "./expansion.ts";
import { history } from "./history.ts";
import { directory, echo, printf, redirection, syntax, test } from "./io.ts";
import { language } from "./language.ts";
import { mistake } from "./mistake.ts";
import { process } from "./process.ts";
import { reading } from "./reading.ts";
import { readline } from "./readline.ts";
import { regex } from "./regex.ts";
import { reread } from "./reread.ts";
import { jobs, readers, signal } from "./signal.ts";
import { torture } from "./torture.ts";
import { array, attribute, getopts } from "./variable.ts";

export const TABLE: Readonly<Record<string, readonly Row[]>> = {
  parameter,
  commandSubstitution,
  arithmetic,
  glob,
  control,
  errexit,
  trap,
  job,
  array,
  attribute,
  getopts,
  redirection,
  printf,
  echo,
  test,
  directory,
  syntax,
  reading,
  readline,
  process,
  language,
  regex,
  signal,
  completion,
  limits,
  commands,
  variables,
  printing,
  jobs,
  readers,
  history,
  document,
  exec,
  torture,
  computation,
  corner,
  mistake,
  reread,
};
