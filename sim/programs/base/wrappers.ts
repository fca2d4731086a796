/**
 * Programs that change something about a process and run another in its place: nohup, setsid, stdbuf; and those that a
 * shell has built in, for whoever is no shell (`xargs printf`, `timeout 1 test`).
 */
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { become } from "./processes.ts";
import { absolute, badUsage, complain, missingOperand, options } from "./support.ts";

/** Output is written at once here, whatever the buffers. */
function transparent(name: string, summary: string, letters: string, long: Readonly<Record<string, string>>): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    summary,
    run(context) {
      const parsed = options(context.argv, `+${letters}`, long);
      const wrong = badUsage(context, parsed, 125);
      if (wrong !== undefined) return wrong;
      return parsed.operands.length > 0 ? become(context, parsed.operands) : missingOperand(context) && 125;
    },
  };
}

const stdbuf = transparent("stdbuf", "run a program with other buffers", "i:o:e:", {
  input: "i",
  output: "o",
  error: "e",
});
const setsid = transparent("setsid", "run a program in a session of its own", "cfw", {
  ctty: "c",
  fork: "f",
  wait: "w",
});

const nohup: Program = {
  name: "nohup",
  path: "/usr/bin/nohup",
  summary: "run a program that no hangup ends",
  run(context) {
    const argv = context.argv.slice(context.argv[1] === "--" ? 2 : 1);
    if (argv.length === 0) return missingOperand(context) && 125;
    const descriptors = new Map(context.descriptors);
    if (context.stdout.terminal !== undefined) {
      const opened = context.files.open(absolute(context, "nohup.out"), "append");
      if (!opened.ok) return complain(context, `failed to open 'nohup.out': ${strerror(opened.error)}`, 125);
      void context.stderr.write("nohup: ignoring input and appending output to 'nohup.out'\n");
      descriptors.set(1, opened.value);
      if (context.stderr.terminal !== undefined) descriptors.set(2, opened.value);
    }
    const path = context.kernel.which(argv[0] ?? "", context.env);
    const request = { argv, env: context.env, cwd: context.cwd, files: descriptors, ignores: ["HUP"] as const };
    const started = path === undefined ? undefined : context.kernel.exec(path, request);
    if (started?.ok) return started.value.status;
    const errno = started?.error ?? "ENOENT";
    return complain(context, `failed to run command '${argv[0]}': ${strerror(errno)}`, errno === "ENOENT" ? 127 : 126);
  },
};

/** The shell's builtin of this name does the work. */
function ofShell(name: string, summary: string): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    summary,
    run(context: ProcessContext): ExitStatus | Promise<ExitStatus> {
      const words = context.argv.slice(1);
      return become(context, ["/bin/bash", "-c", `builtin ${name} "$@"`, name, ...words]);
    },
  };
}

export const wrapperPrograms: readonly Program[] = [
  nohup,
  ofShell("[", "check files and compare values"),
  ofShell("printf", "format and print"),
  ofShell("test", "check files and compare values"),
  setsid,
  stdbuf,
];
