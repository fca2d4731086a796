/** `sysctl` of procps 4.0.2: names to files below /proc/sys, reading, writing, loading. */
import { type Errno, strerror } from "../errors.ts";
import type { FileSystem } from "../process.ts";
import { notModelled } from "./args.ts";
import type { Outcome } from "./ip/run.ts";

const ROOT = "/proc/sys";

const USAGE =
  "\nUsage:\n sysctl [options] [variable[=value] ...]\n\nOptions:\n" +
  "  -a, --all            display all variables\n" +
  "  -e, --ignore         ignore unknown variables errors\n" +
  "  -N, --names          print variable names without values\n" +
  "  -n, --values         print only values of the given variable(s)\n" +
  "  -b, --binary         print value without new line\n" +
  "  -p, --load[=<file>]  read values from file\n" +
  "  -r, --pattern <expression>\n                       select setting that match expression\n" +
  "  -q, --quiet          do not echo variable set\n" +
  "  -w, --write          enable writing a value to variable\n" +
  "\n -h, --help     display this help and exit\n -V, --version  output version information and exit\n" +
  "\nFor more details see sysctl(8).\n";

const LONG: Readonly<Record<string, string>> = {
  all: "a",
  binary: "b",
  "dry-run": "D",
  ignore: "e",
  names: "N",
  values: "n",
  load: "p",
  quiet: "q",
  write: "w",
  pattern: "r",
  help: "h",
  version: "V",
  system: "S",
  deprecated: "o",
};

/**
 * A variable's path below /proc/sys. Whichever of `.` and `/` comes first parts the name; with dots, a slash stands for
 * a dot in a component (`net.ipv4.conf.eth0/5.rp_filter`).
 */
export function sysctlPath(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  if (first !== ".") return name.replace(/^\/+|\/+$/g, "");
  return name.replace(/[./]/g, (char) => (char === "." ? "/" : "."));
}

/** The name that goes with a path. */
export function sysctlName(path: string): string {
  return path.replace(/[./]/g, (char) => (char === "/" ? "." : "/"));
}

interface Mode {
  readonly namesOnly: boolean;
  readonly valuesOnly: boolean;
  readonly binary: boolean;
  readonly quiet: boolean;
  readonly ignore: boolean;
  readonly write: boolean;
  readonly dry: boolean;
  readonly pattern: RegExp | undefined;
}

class Run {
  readonly #files: FileSystem;
  readonly #mode: Mode;
  #stdout: string[] = [];
  #stderr = "";
  #status = 0;

  constructor(files: FileSystem, mode: Mode) {
    this.#files = files;
    this.#mode = mode;
  }

  get outcome(): Outcome {
    return { stdout: this.#stdout.join(""), stderr: this.#stderr, status: this.#status };
  }

  complain(text: string): void {
    this.#stderr += `sysctl: ${text}\n`;
    this.#status = 1;
  }

  #missing(path: string, errno: Errno): void {
    if (!this.#mode.ignore) this.complain(`cannot stat ${ROOT}/${path}: ${strerror(errno)}`);
  }

  /** The paths that a name with wildcards stands for. */
  #expand(path: string): string[] {
    if (!/[*?[]/.test(path)) return [path];
    let found = [""];
    for (const part of path.split("/")) {
      const pattern = new RegExp(
        `^${part
          .replace(/[.+^${}()|\\]/g, "\\$&")
          .replaceAll("*", ".*")
          .replaceAll("?", ".")}$`,
      );
      const next: string[] = [];
      for (const base of found) {
        const entries = this.#files.readDir(base === "" ? ROOT : `${ROOT}/${base}`);
        if (!entries.ok) continue;
        for (const entry of [...entries.value].sort())
          if (pattern.test(entry)) next.push(base === "" ? entry : `${base}/${entry}`);
      }
      found = next;
    }
    return found.length > 0 ? found : [path];
  }

  /** Shows a variable, or all below a directory. */
  show(path: string): void {
    for (const each of this.#expand(path)) this.#showOne(each, false);
  }

  #showOne(path: string, walking: boolean): void {
    const full = path === "" ? ROOT : `${ROOT}/${path}`;
    const stat = this.#files.stat(full);
    if (!stat.ok) {
      this.#missing(path, stat.error);
      return;
    }
    if (stat.value.type === "directory") {
      const entries = this.#files.readDir(full);
      if (!entries.ok) return;
      for (const entry of [...entries.value].sort()) this.#showOne(path === "" ? entry : `${path}/${entry}`, true);
      return;
    }
    const name = sysctlName(path);
    if (this.#mode.pattern && !this.#mode.pattern.test(name)) return;
    // Some variables can only be written.
    if ((stat.value.mode & 0o444) === 0) return;
    const text = this.#files.readFile(full);
    if (!text.ok) {
      if (walking && text.error === "EACCES") this.complain(`permission denied on key '${name}'`);
      else this.complain(`reading key "${name}": ${strerror(text.error)}`);
      return;
    }
    this.#print(name, text.value.replace(/\n$/, ""));
  }

  #print(name: string, value: string): void {
    const { namesOnly, valuesOnly, binary } = this.#mode;
    if (namesOnly) this.#stdout.push(`${name}\n`);
    else if (binary) this.#stdout.push(value);
    else for (const line of value.split("\n")) this.#stdout.push(valuesOnly ? `${line}\n` : `${name} = ${line}\n`);
  }

  /** Sets every variable that the name stands for. */
  set(path: string, value: string, forgiving = false): void {
    for (const each of this.#expand(path)) this.#setOne(each, value, forgiving);
  }

  #setOne(path: string, value: string, forgiving: boolean): void {
    const full = `${ROOT}/${path}`;
    const name = sysctlName(path);
    const before = this.#status;
    const stat = this.#files.stat(full);
    if (!stat.ok) this.#missing(path, stat.error);
    else if ((stat.value.mode & 0o222) === 0) this.complain(`setting key "${name}": Operation not permitted`);
    else {
      const written = this.#mode.dry ? { ok: true as const } : this.#files.writeFile(full, `${value}\n`);
      if (written.ok) {
        if (!this.#mode.quiet) this.#print(name, value);
      } else if (written.error === "EACCES" || written.error === "EPERM")
        this.complain(`permission denied on key "${name}"`);
      else this.complain(`setting key "${name}": ${strerror(written.error)}`);
    }
    if (forgiving) this.#status = before;
  }

  /** Lines `name = value`; `#` and `;` begin comments, `-` in front forgives what goes wrong. */
  load(file: string, text: string): void {
    text.split("\n").forEach((raw, index) => {
      const line = raw.trim();
      if (line === "" || line.startsWith("#") || line.startsWith(";")) return;
      const at = line.indexOf("=");
      if (at <= 0) {
        this.complain(`${file}(${index + 1}): invalid syntax, continuing...`);
        return;
      }
      const name = line.slice(0, at).trim();
      const forgiving = name.startsWith("-");
      this.set(sysctlPath(forgiving ? name.slice(1) : name), line.slice(at + 1).trim(), forgiving);
    });
  }
}

interface SysctlWords {
  /** Letters of the options, each by one of those that mean the same. */
  readonly flags: ReadonlySet<string>;
  readonly operands: readonly string[];
  readonly pattern: string | undefined;
  readonly loadFile: string | undefined;
}

/** Reads a command line as far as that goes without looking at any setting. */
export function parseSysctl(argv: readonly string[]): SysctlWords | { readonly outcome: Outcome } {
  const flags = new Set<string>();
  const operands: string[] = [];
  let pattern: string | undefined;
  let loadFile: string | undefined;
  const usage = (status: number, problem = ""): { readonly outcome: Outcome } => ({
    outcome:
      status === 0 ? { stdout: USAGE, stderr: "", status } : { stdout: "", stderr: `${problem}${USAGE}`, status },
  });
  for (let i = 1; i < argv.length; i++) {
    const word = argv[i] ?? "";
    if (word === "--") {
      operands.push(...argv.slice(i + 1));
      break;
    }
    if (word.startsWith("--")) {
      const [name = "", value] = word.slice(2).split("=", 2);
      const known = Object.keys(LONG).filter((candidate) => candidate.startsWith(name));
      const letter = LONG[name] ?? (known.length === 1 ? LONG[known[0] ?? ""] : undefined);
      if (letter === undefined) return usage(1, `sysctl: unrecognized option '${word}'\n`);
      flags.add(letter);
      if (letter === "r") pattern = value ?? argv[++i];
      if (letter === "p") loadFile = value;
    } else if (word.startsWith("-") && word.length > 1) {
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] ?? "";
        if (!"abdefhnopqrwxANVX".includes(letter)) return usage(1, `sysctl: invalid option -- '${letter}'\n`);
        const same = letter === "A" || letter === "X" ? "a" : letter === "f" ? "p" : letter === "d" ? "h" : letter;
        flags.add(same);
        if (letter === "r") {
          pattern = word.slice(at + 1) || argv[++i];
          break;
        }
        if (same === "p" && at + 1 < word.length) {
          loadFile = word.slice(at + 1);
          break;
        }
      }
    } else operands.push(word);
  }
  if (flags.has("h")) return usage(0);
  if (flags.has("V")) return { outcome: { stdout: "sysctl from procps-ng 4.0.2\n", stderr: "", status: 0 } };
  if (flags.has("S")) return { outcome: { stdout: "", ...notModelled("sysctl", "option", "--system") } };
  return { flags, operands, pattern, loadFile };
}

/** Runs `sysctl ...`; `argv` begins with the program's name, relative files are taken from `cwd`. */
export function runSysctl(files: FileSystem, cwd: string, argv: readonly string[]): Outcome {
  const parsed = parseSysctl(argv);
  if ("outcome" in parsed) return parsed.outcome;
  const { flags, operands, pattern, loadFile } = parsed;
  let expression: RegExp | undefined;
  if (pattern !== undefined) {
    try {
      expression = new RegExp(pattern);
    } catch {
      return { stdout: "", stderr: "sysctl: unable to compile pattern\n", status: 1 };
    }
  }
  const run = new Run(files, {
    namesOnly: flags.has("N"),
    valuesOnly: flags.has("n"),
    binary: flags.has("b"),
    quiet: flags.has("q"),
    ignore: flags.has("e"),
    write: flags.has("w"),
    dry: flags.has("D"),
    pattern: expression,
  });
  if (flags.has("a")) {
    run.show("");
    return run.outcome;
  }
  if (flags.has("p")) {
    const paths = [...(loadFile === undefined ? [] : [loadFile]), ...operands];
    for (const file of paths.length > 0 ? paths : ["/etc/sysctl.conf"]) {
      const text = files.readFile(file.startsWith("/") ? file : `${cwd}/${file}`);
      if (text.ok) run.load(file, text.value);
      else run.complain(`cannot open "${file}": ${strerror(text.error)}`);
    }
    return run.outcome;
  }
  if (operands.length === 0) {
    if (argv.length === 1) return { stdout: "", stderr: USAGE, status: 1 };
    return {
      stdout: "",
      stderr: "sysctl: no variables specified\nTry `sysctl --help' for more information.\n",
      status: 1,
    };
  }
  for (const operand of operands) {
    const at = operand.indexOf("=");
    if (at > 0) run.set(sysctlPath(operand.slice(0, at).trim()), operand.slice(at + 1).trim());
    else if (flags.has("w") || at === 0) {
      run.complain("command line(0): invalid syntax, continuing...");
      break;
    } else run.show(sysctlPath(operand));
  }
  return run.outcome;
}
