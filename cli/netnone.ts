#!/usr/bin/env node
/** The `netnone` command: its arguments. What a command does is loaded when that command is given. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { description, version } from "../package.json" with { type: "json" };
import type { ExecEnvOptions } from "./command/exec-env.ts";
import type { RunOptions } from "./command/run.ts";
import type { ShellOptions } from "./command/shell.ts";
import type { VerifyOptions } from "./command/verify.ts";
import { EXEC_ENV_HELP } from "./exec-env/help.ts";
import { EXIT, Failure } from "./failure.ts";
import { RUN_HELP } from "./script-help.ts";

function seed(text: string): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new InvalidArgumentError("a seed is a whole number, 0 or more");
  }
  return Number(text);
}

/** An option that may be given again. */
const also = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

const hostOption = () => new Option("--host <world>", "the world to start in").choices(["docker", "bare"]);
const seedOption = () =>
  new Option("--seed <number>", "what chance goes by: MAC addresses, ids, pids").argParser(seed).default(1);

/** Every verb, its options, and what it starts; the verb's exit code goes to `finish`. */
function commandLine(finish: (exitCode: number) => void): Command {
  const program = new Command("netnone")
    .description(description)
    .version(version)
    .showHelpAfterError("(netnone --help shows what there is)")
    .enablePositionalOptions()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "netnone: ")) })
    .exitOverride();

  program
    .command("run [script] [args...]")
    .description("run a script in the simulator; its output, its exit code (what is behind -- is the script's)")
    // Options stand before the script or behind it; those that are not ours are the script's.
    .allowUnknownOption()
    .option("-c <commands>", "run these commands instead of a file's")
    .addOption(hostOption())
    .addOption(seedOption())
    .option("--state <file>", "write the final state as JSON (- for standard output)")
    .option("--real", "on this machine's kernel, in a sandbox")
    .option("--docker", "with --real: a docker daemon of its own in the sandbox")
    .option("--pass-through", "with --real: let real programs do also what netnone does not model")
    .option("--json", "print output, exit status and final state as one JSON object")
    .option("--user", "as an ordinary user in the docker group instead of root")
    .option("--files <folder>", "let the script also read this folder (may be given again)", also)
    .addHelpText("after", RUN_HELP)
    .action(async (script: string | undefined, args: string[], options: RunOptions, command: Command) => {
      if (script !== undefined && /^-./.test(script)) command.error(`error: unknown option '${script}'`);
      const { run } = await import("./command/run.ts");
      finish(await run(script, args, options));
    });

  program
    .command("shell")
    .description("the same, interactively, as an ordinary user in the docker group")
    .addOption(hostOption())
    .addOption(seedOption())
    .option("--root", "as root")
    .option("--real", "on this machine's kernel, in a sandbox, as root")
    .option("--docker", "with --real: a docker daemon of its own in the sandbox")
    .action(async (options: ShellOptions) => {
      const { shell } = await import("./command/shell.ts");
      finish(await shell(options));
    });

  program
    .command("verify <script>")
    .description("run a script on both and print every difference; exit 1 if there is any")
    .addOption(hostOption().default("docker"))
    .addOption(seedOption())
    .option("--json", "print the differences as JSON")
    .action(async (script: string, options: VerifyOptions) => {
      const { verify } = await import("./command/verify.ts");
      finish(await verify(script, options));
    });

  program
    .command("exec-env <command> [args...]")
    .description(
      "run a real command, such as bash script.sh, with the simulated network: ip, ping and the like are netnone's",
    )
    .passThroughOptions()
    .addOption(hostOption())
    .addOption(seedOption())
    .option("--state <file>", "write the final state as JSON (- for standard output)")
    .option("--fast", "let simulated time jump ahead where a command waits for it")
    .addHelpText("after", EXEC_ENV_HELP)
    .action(async (command: string, args: string[], options: ExecEnvOptions) => {
      const { execEnv } = await import("./command/exec-env.ts");
      finish(await execEnv([command, ...args], options));
    });

  return program;
}

/** A reader that has seen enough (`netnone run x | head`) is no error: end as a program does that SIGPIPE ends. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 141 : 1);
});

try {
  await commandLine((exitCode) => {
    process.exitCode = exitCode;
  }).parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
  } else if (error instanceof Failure) {
    process.stderr.write(`netnone: ${error.message}\n`);
    process.exitCode = error.exitCode;
  } else {
    throw error;
  }
}
// What a script has left running, or a container, would go on for ever: it ends with its world.
process.stdout.write("", () => process.exit());
