/** Who one is: whoami, groups, uname, sudo, su. */
import { strerror } from "../../../core/errors.ts";
import type { ExitStatus } from "../../../core/process.ts";
import { ALL_CAPABILITIES, NO_CAPABILITIES } from "../../kernel/credentials.ts";
import type { Credentials } from "../../kernel/kernel.ts";
import { KERNEL } from "../../kernel/release.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { hostname } from "../network/hostname.ts";
import { id } from "./id.ts";
import {
  badUsage,
  complain,
  complainOfUse,
  groups,
  groupsOf,
  onlyOperands,
  options,
  type User,
  userOf,
  users,
} from "./support.ts";

function userName(context: ProcessContext, uid: number): string | undefined {
  return userOf(context.files, uid)?.name;
}

function groupName(context: ProcessContext, gid: number): string | undefined {
  return groups(context.files).find((group) => group.gid === gid)?.name;
}

const whoami: Program = {
  name: "whoami",
  path: "/usr/bin/whoami",
  summary: "print the user's name",
  run(context) {
    const operands = onlyOperands(context, 0);
    if (typeof operands === "number") return operands;
    const { uid } = context.kernel.credentials;
    const name = userName(context, uid);
    if (name === undefined) return complain(context, `cannot find name for user ID ${uid}`);
    void context.stdout.write(`${name}\n`);
    return 0;
  },
};

const groupsProgram: Program = {
  name: "groups",
  path: "/usr/bin/groups",
  summary: "print the groups a user is in",
  run(context) {
    const parsed = options(context.argv, "");
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const named = (ids: readonly number[]): string =>
      ids.map((group) => groupName(context, group) ?? String(group)).join(" ");
    if (parsed.operands.length === 0) {
      const { gid, groups: others } = context.kernel.credentials;
      void context.stdout.write(`${named([...new Set([gid, ...others])])}\n`);
      return 0;
    }
    let status: ExitStatus = 0;
    for (const name of parsed.operands) {
      const user = users(context.files).find((each) => each.name === name);
      if (user === undefined) status = complain(context, `‘${name}’: no such user`);
      else void context.stdout.write(`${name} : ${named(groupsOf(context.files, user))}\n`);
    }
    return status;
  },
};

const uname: Program = {
  name: "uname",
  path: "/usr/bin/uname",
  summary: "print system information",
  run(context) {
    const parsed = options(context.argv, "asnrvmpio", {
      all: "a",
      "kernel-name": "s",
      nodename: "n",
      "kernel-release": "r",
      "kernel-version": "v",
      machine: "m",
      processor: "p",
      "hardware-platform": "i",
      "operating-system": "o",
    });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const [extra] = parsed.operands;
    if (extra !== undefined) return complainOfUse(context, `extra operand ‘${extra}’`);
    const fields: readonly (readonly [string, string])[] = [
      ["s", "Linux"],
      ["n", context.kernel.hostname],
      ["r", KERNEL.release],
      ["v", KERNEL.build],
      ["m", "x86_64"],
      // Nobody knows these two, and -a leaves them out.
      ["p", "unknown"],
      ["i", "unknown"],
      ["o", "GNU/Linux"],
    ];
    const all = parsed.flags.has("a");
    const wanted = fields.filter(
      ([flag, value]) =>
        (all && value !== "unknown") || (!all && parsed.flags.has(flag)) || (parsed.flags.size === 0 && flag === "s"),
    );
    void context.stdout.write(`${wanted.map(([, value]) => value).join(" ")}\n`);
    return 0;
  },
};

function credentialsOf(context: ProcessContext, user: User): Credentials {
  return {
    uid: user.uid,
    gid: user.gid,
    groups: groupsOf(context.files, user),
    capabilities:
      user.uid === 0
        ? context.kernel.credentials.uid === 0
          ? context.kernel.credentials.capabilities
          : ALL_CAPABILITIES
        : NO_CAPABILITIES,
  };
}

/** Debian's secure_path. */
const SECURE_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const SHELL_BUILTINS = new Set(
  "alias bg bind builtin cd declare eval exec exit export fg history jobs let local popd pushd read set shift source trap type typeset ulimit umask unset wait".split(
    " ",
  ),
);

/** Same as Debian's: members of the group sudo, here without being asked for a password (NOPASSWD). */
const sudo: Program = {
  name: "sudo",
  path: "/usr/bin/sudo",
  setuid: true,
  summary: "run a command as another user",
  run(context) {
    const words = context.argv.slice(1);
    let target = "root";
    let login = false;
    let shell = false;
    let keepEnv = false;
    while (words[0]?.startsWith("-")) {
      const word = words.shift() as string;
      if (word === "--") break;
      if (word === "-u" || word === "--user") target = words.shift() ?? "";
      else if (word.startsWith("--user=")) target = word.slice(7);
      else if (word === "-i" || word === "--login") login = true;
      else if (word === "-s" || word === "--shell") shell = true;
      else if (word === "-E" || word === "--preserve-env") keepEnv = true;
      else if (word === "-n" || word === "-H" || word === "-S" || word === "-b") continue;
      else if (word === "-v" || word === "-k" || word === "-K") return 0;
      else if (word === "-V") {
        void context.stdout.write("Sudo version 1.9.13p3\n");
        return 0;
      } else return usage(context, `sudo: invalid option -- '${word.replace(/^-+/, "").slice(0, 1)}'\n`);
    }
    const assignments: Record<string, string> = {};
    while (/^[A-Za-z_]\w*=/.test(words[0] ?? "")) {
      const [name = "", ...value] = (words.shift() as string).split("=");
      assignments[name] = value.join("=");
    }
    if (words.length === 0 && !login && !shell) return usage(context, "");
    const caller = userOf(context.files, context.kernel.credentials.uid);
    const wanted = target.startsWith("#")
      ? userOf(context.files, Number(target.slice(1)))
      : users(context.files).find((user) => user.name === target);
    if (!wanted)
      return complain(context, `unknown user ${target}\nsudo: error initializing audit plugin sudoers_audit`);
    const { uid, groups: memberships, gid } = context.kernel.credentials;
    const sudoers = groups(context.files).find((group) => group.name === "sudo")?.gid;
    if (uid !== 0 && (sudoers === undefined || ![gid, ...memberships].includes(sudoers))) {
      void context.stderr.write(`${caller?.name ?? uid} is not in the sudoers file.\n`);
      return 1;
    }
    const env: Record<string, string> = {
      ...(keepEnv ? context.env : pick(context.env, ["TERM", "LANG", "LC_ALL", "DISPLAY", "COLORTERM"])),
      PATH: SECURE_PATH,
      HOME: wanted.home,
      LOGNAME: wanted.name,
      USER: wanted.name,
      SHELL: wanted.shell,
      MAIL: `/var/mail/${wanted.name}`,
      SUDO_COMMAND: [
        ...(words.length > 0
          ? [context.kernel.which(words[0] ?? "", { PATH: SECURE_PATH }) ?? words[0] ?? ""]
          : [wanted.shell]),
        ...words.slice(1),
      ].join(" "),
      SUDO_USER: caller?.name ?? String(uid),
      SUDO_UID: String(uid),
      SUDO_GID: String(gid),
      ...assignments,
    };
    let argv: readonly string[] = words;
    if (login || shell) {
      const name = login ? `-${wanted.shell.split("/").at(-1)}` : wanted.shell;
      argv = words.length > 0 ? [name, "-c", words.join(" ")] : [name];
    }
    const program = login || shell ? wanted.shell : (words[0] ?? "");
    const path = context.kernel.which(program, env);
    if (
      path === undefined ||
      (program.includes("/") && !context.files.stat(path.startsWith("/") ? path : `${context.cwd}/${path}`).ok)
    ) {
      if (SHELL_BUILTINS.has(program)) {
        void context.stderr.write(
          `sudo: ${program}: command not found\nsudo: "${program}" is a shell built-in command, it cannot be run directly.\nsudo: the -s option may be used to run a privileged shell.\nsudo: the -D option may be used to run a command in a specific directory.\n`,
        );
        return 1;
      }
      return complain(context, `${program}: command not found`);
    }
    return runAs(context, credentialsOf(context, wanted), path, argv, env, login ? wanted.home : context.cwd);
  },
};

function pick(env: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of names) if (env[name] !== undefined) kept[name] = env[name];
  return kept;
}

function usage(context: ProcessContext, before: string): ExitStatus {
  void context.stderr.write(
    `${before}usage: sudo -h | -K | -k | -V\nusage: sudo [-u user] [-E] [-n] [VAR=value] [-i | -s] [command [arg ...]]\n`,
  );
  return 1;
}

/** sudo and su carry root's setuid bit: they have the right that they use here whoever starts them. */
function runAs(
  context: ProcessContext,
  credentials: Credentials,
  path: string,
  argv: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
): ExitStatus | Promise<ExitStatus> {
  const started = context.kernel.execAs(credentials, path, {
    argv,
    env,
    cwd,
    files: context.descriptors,
    replaces: context.self,
  });
  if (started.ok) return started.value.status;
  return complain(context, `unable to execute ${path}: ${strerror(started.error)}`);
}

const su: Program = {
  name: "su",
  path: "/usr/bin/su",
  setuid: true,
  summary: "become another user",
  run(context) {
    const words = context.argv.slice(1);
    let login = false;
    let command: string | undefined;
    let name = "root";
    let shell: string | undefined;
    for (let i = 0; i < words.length; i++) {
      const word = words[i] as string;
      if (word === "-" || word === "-l" || word === "--login") login = true;
      else if (word === "-c" || word === "--command") command = words[++i] ?? "";
      else if (word === "-s" || word === "--shell") shell = words[++i] ?? "";
      else if (word.startsWith("-")) return complain(context, `option ${word} is not modelled here`);
      else name = word;
    }
    const user = users(context.files).find((each) => each.name === name);
    if (!user)
      return complain(
        context,
        `user ${name} does not exist or the user entry does not contain all the required fields`,
      );
    // Nobody here has a password, and PAM lets nobody in without one.
    if (context.kernel.credentials.uid !== 0) return complain(context, "Authentication failure");
    const program = shell ?? (login || context.env.SHELL === undefined ? user.shell : user.shell);
    const env: Record<string, string> = login
      ? {
          ...pick(context.env, ["TERM"]),
          HOME: user.home,
          SHELL: program,
          USER: user.name,
          LOGNAME: user.name,
          PATH: user.uid === 0 ? SECURE_PATH : "/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games",
        }
      : {
          ...context.env,
          HOME: user.home,
          SHELL: program,
          ...(user.uid === 0 ? {} : { USER: user.name, LOGNAME: user.name }),
        };
    const base = program.split("/").at(-1) ?? program;
    const argv = [login ? `-${base}` : base, ...(command === undefined ? [] : ["-c", command])];
    return runAs(context, credentialsOf(context, user), program, argv, env, login ? user.home : context.cwd);
  },
};

export const identityPrograms: readonly Program[] = [groupsProgram, hostname, id, su, sudo, uname, whoami];
