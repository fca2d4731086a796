/** Small programs that name things: domainname and its like (hostname 3.23), hostid, mcookie, pwdx, whereis, mesg, setterm. */
import { strerror } from "../../../../core/errors.ts";
import type { Program } from "../../../program.ts";
import { absolute, badUsage, complain, complainOfUse, options } from "../support.ts";

/** The NIS domain, which nobody has set. */
function domainProgram(name: string): Program {
  return {
    name,
    path: `/usr/bin/${name}`,
    summary: "show the name of the NIS domain",
    run(context) {
      const [, word] = context.argv;
      if (word !== undefined) return complain(context, "netnone: setting the domain is not modelled", 2);
      if (name !== "domainname") return complain(context, "Local domain name not set");
      void context.stdout.write("(none)\n");
      return 0;
    },
  };
}

/** The part of the host's name behind its first dot, as /etc/hosts has it. */
const dnsdomainname: Program = {
  name: "dnsdomainname",
  path: "/usr/bin/dnsdomainname",
  summary: "show the DNS domain of the host",
  run(context) {
    const hosts = context.files.readFile("/etc/hosts");
    const own = context.kernel.hostname;
    const line = (hosts.ok ? hosts.value : "")
      .split("\n")
      .map((each) => each.replace(/#.*/, "").trim().split(/\s+/).slice(1))
      .find((names) => names.includes(own));
    const full = line?.[0] ?? own;
    if (full.includes(".")) void context.stdout.write(`${full.slice(full.indexOf(".") + 1)}\n`);
    return 0;
  },
};

/** gethostid(3) without /etc/hostid: the address of the host's name, its halves exchanged. */
const hostid: Program = {
  name: "hostid",
  path: "/usr/bin/hostid",
  summary: "print the number of the host",
  run(context) {
    const [, extra] = context.argv;
    if (extra !== undefined) return complainOfUse(context, `extra operand ‘${extra}’`);
    const hosts = context.files.readFile("/etc/hosts");
    const line = (hosts.ok ? hosts.value : "")
      .split("\n")
      .map((each) => each.trim().split(/\s+/))
      .find(([address = "", ...names]) => /^\d+(?:\.\d+){3}$/.test(address) && names.includes(context.kernel.hostname));
    const octets = (line?.[0] ?? "127.0.1.1").split(".").map(Number);
    const hex = [1, 0, 3, 2].map((at) => (octets[at] ?? 0).toString(16).padStart(2, "0")).join("");
    void context.stdout.write(`${hex}\n`);
    return 0;
  },
};

const mcookie: Program = {
  name: "mcookie",
  path: "/usr/bin/mcookie",
  summary: "make a random number of 128 bits",
  run(context) {
    const parsed = options(context.argv, "f:m:v", { file: "f", "max-size": "m", verbose: "v" });
    const wrong = badUsage(context, parsed);
    if (wrong !== undefined) return wrong;
    const octets = Array.from({ length: 16 }, () => context.kernel.random(256).toString(16).padStart(2, "0"));
    void context.stdout.write(`${octets.join("")}\n`);
    return 0;
  },
};

const pwdx: Program = {
  name: "pwdx",
  path: "/usr/bin/pwdx",
  summary: "tell in which directory processes are",
  run(context) {
    const pids = context.argv.slice(1);
    if (pids.length === 0) {
      void context.stderr.write(
        "\nUsage:\n pwdx [options] pid...\n\nOptions:\n -h, --help     display this help and exit\n" +
          " -V, --version  output version information and exit\n\nFor more details see pwdx(1).\n",
      );
      return 1;
    }
    let status = 0;
    for (const word of pids) {
      const pid = word.replace(/^\/proc\//, "");
      if (!/^\d+$/.test(pid)) return complain(context, `invalid process id: ${word}`);
      const target = context.files.readLink(`/proc/${pid}/cwd`);
      if (target.ok) void context.stdout.write(`${word}: ${target.value}\n`);
      else {
        void context.stderr.write(
          `${word}: ${target.error === "ENOENT" ? strerror("ESRCH") : strerror(target.error)}\n`,
        );
        status = 1;
      }
    }
    return status;
  },
};

const DIRECTORIES = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin", "/etc", "/usr/lib"];

const whereis: Program = {
  name: "whereis",
  path: "/usr/bin/whereis",
  summary: "find where a program is",
  run(context) {
    const parsed = options(context.argv, "bmslu");
    if (parsed.problem !== undefined || parsed.operands.length === 0)
      return complain(context, parsed.problem ?? "not enough arguments");
    const { flags, operands } = parsed;
    const programs = flags.has("b") || !(flags.has("m") || flags.has("s"));
    for (const operand of operands) {
      const name = operand.replace(/^.*\//, "");
      const found = !programs
        ? []
        : DIRECTORIES.map((directory) => `${directory}/${name}`).filter((path) => {
            const stat = context.files.stat(absolute(context, path));
            return stat.ok && context.files.access(path, 0);
          });
      void context.stdout.write(`${[`${operand}:`, ...found].join(" ")}\n`);
    }
    return 0;
  },
};

/** Whether others may write to the terminal: its group's permission. */
const mesg: Program = {
  name: "mesg",
  path: "/usr/bin/mesg",
  summary: "let others write to the terminal, or not",
  run(context) {
    const words = context.argv.slice(1).filter((word) => word !== "-v" && word !== "--verbose");
    const [answer] = words;
    if (answer !== undefined && !/^[yYnN]/.test(answer)) return complain(context, `invalid argument: ${answer}`, 2);
    const terminal = [context.stdin, context.stdout, context.stderr].find((file) => file.terminal !== undefined);
    if (terminal === undefined) return answer === undefined ? 2 : 0;
    const stat = context.files.stat(terminal.path);
    if (!stat.ok) return complain(context, `stat of ${terminal.path} failed: ${strerror(stat.error)}`, 2);
    const { mode } = stat.value;
    if (answer === undefined) {
      void context.stdout.write(`is ${mode & 0o20 ? "y" : "n"}\n`);
      return mode & 0o20 ? 0 : 1;
    }
    const yes = /^y/i.test(answer);
    context.files.chmod?.(terminal.path, yes ? mode | 0o20 : mode & ~0o22);
    return yes ? 0 : 1;
  },
};

/** What setterm writes to a terminal like xterm's (terminfo(5)). */
const SETTINGS: Readonly<Record<string, (value: string) => string | undefined>> = {
  reset: () => "\x1bc",
  initialize: () => "\x1b[!p\x1b[?3;4l\x1b[4l\x1b>",
  default: () => "\x1b[0m",
  store: () => "",
  cursor: (value) => ({ on: "\x1b[?12l\x1b[?25h", off: "\x1b[?25l" })[value || "on"],
  linewrap: (value) => ({ on: "\x1b[?7h", off: "\x1b[?7l" })[value || "on"],
  bold: (value) => ({ on: "\x1b[1m", off: "\x1b[22m" })[value || "on"],
  underline: (value) => ({ on: "\x1b[4m", off: "\x1b[24m" })[value || "on"],
  reverse: (value) => ({ on: "\x1b[7m", off: "\x1b[27m" })[value || "on"],
  blink: (value) => ({ on: "\x1b[5m", off: "\x1b[25m" })[value || "on"],
  clear: (value) => ({ all: "\x1b[H\x1b[J", rest: "\x1b[J" })[value || "all"],
};

const setterm: Program = {
  name: "setterm",
  path: "/usr/bin/setterm",
  summary: "set attributes of the terminal",
  run(context) {
    const words = context.argv.slice(1);
    let out = "";
    for (let at = 0; at < words.length; at++) {
      const [name = "", inline] = (words[at] ?? "").replace(/^--?/, "").split("=");
      if (name === "term") {
        if (inline === undefined) at++;
        continue;
      }
      const setting = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
      if (setting === undefined) return complain(context, `netnone: --${name} is not modelled`, 2);
      const next = words[at + 1];
      const value = inline ?? (next !== undefined && !next.startsWith("-") ? next : "");
      if (inline === undefined && value !== "") at++;
      const text = setting(value);
      if (text === undefined) return complain(context, `argument error: ${value}`);
      out += text;
    }
    void context.stdout.write(out);
    return 0;
  },
};

export const machineNamePrograms: readonly Program[] = [
  ...["domainname", "nisdomainname", "ypdomainname"].map(domainProgram),
  dnsdomainname,
  hostid,
  mcookie,
  pwdx,
  whereis,
  mesg,
  setterm,
];
