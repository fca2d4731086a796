/** The rest of what is always there: echo, env, true, which, tty, clear, mount, help. */
import { strerror } from "../../../core/errors.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { date } from "./date.ts";
import { become } from "./processes.ts";
import { quotedName } from "./quote.ts";
import { splitString } from "./split-string.ts";
import { stty } from "./stty.ts";
import { absolute, badUsage, complain, complainOfUse, options } from "./support.ts";

const echo: Program = {
  name: "echo",
  path: "/usr/bin/echo",
  summary: "print its arguments",
  run(context) {
    const words = context.argv.slice(1);
    let newline = true;
    let escapes = false;
    while (/^-[neE]+$/.test(words[0] ?? "")) {
      const flags = words.shift() as string;
      if (flags.includes("n")) newline = false;
      if (flags.includes("e")) escapes = true;
      if (flags.includes("E")) escapes = false;
    }
    const text = words.join(" ");
    const plain: Readonly<Record<string, string>> = {
      n: "\n",
      t: "\t",
      "\\": "\\",
      r: "\r",
      a: "\x07",
      b: "\b",
      e: "\x1b",
    };
    const shown = escapes ? text.replace(/\\([nt\\rabe])/g, (_all, letter: string) => plain[letter] ?? letter) : text;
    return Promise.resolve(context.stdout.write(newline ? `${shown}\n` : shown)).then(() => 0);
  },
};

const env: Program = {
  name: "env",
  path: "/usr/bin/env",
  summary: "run a program in a modified environment",
  run(context) {
    const letters = "+iu:0S:vC:";
    const long = { "ignore-environment": "i", unset: "u", null: "0", "split-string": "S", debug: "v", chdir: "C" };
    let parsed = options(context.argv, letters, long);
    const string = parsed.flags.get("S");
    if (string !== undefined) {
      // Its words stand where the string stood: more options, variables, the command.
      const split = splitString(string, context.env);
      if ("error" in split) return complain(context, split.error, 125);
      const before = context.argv
        .slice(1, context.argv.length - parsed.operands.length)
        .filter((word) => /^-i/.test(word));
      const again = before.length > 0 ? ["-i"] : [];
      parsed = options(["env", ...again, ...split.words, ...parsed.operands], letters, long);
    }
    const wrong = badUsage(context, parsed, 125);
    if (wrong !== undefined) return wrong;
    const variables: Record<string, string> = parsed.flags.has("i") ? {} : { ...context.env };
    for (const [flag, name] of parsed.given) {
      if (flag !== "u") continue;
      if (name === "" || name.includes("="))
        return complain(context, `cannot unset ‘${name}’: ${strerror("EINVAL")}`, 125);
      delete variables[name];
    }
    const words = [...parsed.operands];
    while (/^[^=]+=/.test(words[0] ?? "")) {
      const [name = "", ...value] = (words.shift() as string).split("=");
      variables[name] = value.join("=");
    }
    const directory = parsed.flags.get("C");
    if (directory !== undefined && words.length === 0) {
      complain(context, "must specify command with --chdir (-C)", 125);
      void context.stderr.write("Try 'env --help' for more information.\n");
      return 125;
    }
    if (words.length > 0 && parsed.flags.has("0")) {
      complain(context, "cannot specify --null (-0) with command", 125);
      void context.stderr.write("Try 'env --help' for more information.\n");
      return 125;
    }
    const cwd = directory === undefined ? context.cwd : absolute(context, directory);
    const there = context.files.stat(cwd);
    if (directory !== undefined && (!there.ok || there.value.type !== "directory"))
      return complain(
        context,
        `cannot change directory to ${quotedName(directory)}: ${strerror(there.ok ? "ENOTDIR" : there.error)}`,
        125,
      );
    if (words.length > 0) return become(context, words, variables, cwd, (name) => `‘${name}’`);
    const end = parsed.flags.has("0") ? "\0" : "\n";
    void context.stdout.write(
      Object.entries(variables)
        .map(([name, value]) => `${name}=${value}${end}`)
        .join(""),
    );
    return 0;
  },
};

const printenv: Program = {
  name: "printenv",
  path: "/usr/bin/printenv",
  summary: "print the environment",
  run(context) {
    const parsed = options(context.argv, "+0", { null: "0" });
    const wrong = badUsage(context, parsed, 2);
    if (wrong !== undefined) return wrong;
    const names = parsed.operands;
    const end = parsed.flags.has("0") ? "\0" : "\n";
    if (names.length === 0) {
      for (const [name, value] of Object.entries(context.env)) void context.stdout.write(`${name}=${value}${end}`);
      return 0;
    }
    let status = 0;
    for (const name of names) {
      const value = context.env[name];
      if (value === undefined) status = 1;
      else void context.stdout.write(`${value}${end}`);
    }
    return status;
  },
};

const which: Program = {
  name: "which",
  path: "/usr/bin/which",
  summary: "print where a command is found",
  run(context) {
    let status = 0;
    for (const name of context.argv.slice(1)) {
      if (name === "-a") continue;
      const path = context.kernel.which(name, context.env);
      if (path === undefined || !context.files.access(absolute(context, path), 1)) status = 1;
      else void context.stdout.write(`${path}\n`);
    }
    return status;
  },
};

const tty: Program = {
  name: "tty",
  path: "/usr/bin/tty",
  summary: "print the name of the terminal",
  run(context) {
    const parsed = options(context.argv, "s", { silent: "s", quiet: "s" });
    const wrong = badUsage(context, parsed, 2);
    if (wrong !== undefined) return wrong;
    const [extra] = parsed.operands;
    if (extra !== undefined) return complainOfUse(context, `extra operand ‘${extra}’`, 2);
    const terminal = context.stdin.terminal !== undefined;
    if (!parsed.flags.has("s")) void context.stdout.write(terminal ? `${context.stdin.path}\n` : "not a tty\n");
    return terminal ? 0 : 1;
  },
};

const clear: Program = {
  name: "clear",
  path: "/usr/bin/clear",
  summary: "clear the screen",
  run(context) {
    if (context.env.TERM === undefined) {
      void context.stderr.write("TERM environment variable not set.\n");
      return 1;
    }
    // terminfo(5) of a dumb terminal can clear nothing.
    const dumb = context.env.TERM === "dumb";
    if (!dumb) void context.stdout.write("\x1b[H\x1b[2J\x1b[3J");
    return dumb ? 1 : 0;
  },
};

const mount: Program = {
  name: "mount",
  path: "/usr/bin/mount",
  summary: "list mounts; bind a network namespace to a file",
  run(context) {
    const parsed = options(context.argv, "t:o:lnrwB", {
      bind: "B",
      types: "t",
      options: "o",
      "make-shared": "n",
      "make-rprivate": "n",
      "make-private": "n",
      "make-rslave": "n",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const [source, target] = parsed.operands;
    if (source === undefined) {
      const mounts = context.files.readFile("/proc/self/mounts");
      for (const line of mounts.ok ? mounts.value.split("\n") : []) {
        const [from, at, type, flags] = line.split(" ");
        if (at !== undefined) void context.stdout.write(`${from} on ${at} type ${type} (${flags})\n`);
      }
      return 0;
    }
    if (parsed.flags.has("n") && target === undefined) return 0;
    if (context.kernel.credentials.uid !== 0) return complain(context, "only root can do that");
    const bind = parsed.flags.has("B") || parsed.flags.get("o")?.split(",").includes("bind");
    if (!bind || target === undefined)
      return complain(
        context,
        "only bind mounts of network namespaces are modelled here (mount --bind /proc/PID/ns/net FILE)",
      );
    const netns = context.kernel.netnsOf(absolute(context, source));
    if (!netns.ok)
      return complain(
        context,
        netns.error === "ENOENT"
          ? `special device ${source} does not exist`
          : "only bind mounts of network namespaces are modelled here",
      );
    const done = context.kernel.bindNetns(netns.value, absolute(context, target));
    return done.ok ? 0 : complain(context, `${target}: mount point does not exist.`, 32);
  },
};

const umount: Program = {
  name: "umount",
  path: "/usr/bin/umount",
  summary: "take a mount off",
  run(context) {
    const parsed = options(context.argv, "lf", { lazy: "l" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    let status = 0;
    for (const path of parsed.operands) {
      const done = context.kernel.unmount(absolute(context, path));
      if (done.ok) continue;
      if (done.error === "EPERM") status = complain(context, `${path}: must be superuser to unmount.`, 32);
      else if (done.error === "EINVAL") status = complain(context, `${path}: not mounted.`, 32);
      else status = complain(context, `${path}: ${strerror(done.error)}.`, 32);
    }
    return status;
  },
};

const man: Program = {
  name: "man",
  path: "/usr/bin/man",
  summary: "manual pages (none here)",
  run(context) {
    const topic = context.argv.slice(1).filter((word) => !/^\d$|^-/.test(word))[0];
    if (topic === undefined) {
      void context.stderr.write("What manual page do you want?\nFor example, try 'man man'.\n");
      return 1;
    }
    void context.stderr.write(
      `No manual entry for ${topic}: this machine has none; see https://man7.org/linux/man-pages/\n`,
    );
    return 16;
  },
};

const constant = (name: string, status: number): Program => ({
  name,
  path: `/usr/bin/${name}`,
  summary: `end with status ${status}`,
  run: () => status,
});

const pwd: Program = {
  name: "pwd",
  path: "/usr/bin/pwd",
  summary: "print the working directory",
  run(context: ProcessContext) {
    const real = context.files.realPath(context.cwd);
    void context.stdout.write(`${real.ok ? real.value : context.cwd}\n`);
    return 0;
  },
};

export const miscPrograms: readonly Program[] = [
  clear,
  date,
  echo,
  env,
  constant("false", 1),
  man,
  mount,
  printenv,
  pwd,
  constant("true", 0),
  stty,
  tty,
  umount,
  which,
];
