/** `sysctl` of procps 4.0.2: names to files below /proc/sys, reading, writing, loading. */
import { strerror } from "../errors.ts";
import type { FileSystem } from "../process.ts";
import { globOf } from "../regex/glob.ts";
import { parsePosix } from "../regex/posix.ts";
import { NEVER, Regex } from "../regex/regex.ts";
import { ok } from "../result.ts";
import type { Outcome } from "./ip/run.ts";

const ROOT = "/proc/sys";

const USAGE =
  "\nUsage:\n sysctl [options] [variable[=value] ...]\n\nOptions:\n" +
  "  -a, --all            display all variables\n" +
  "  -A                   alias of -a\n  -X                   alias of -a\n" +
  "      --deprecated     include deprecated parameters to listing\n" +
  "      --dry-run        Print the key and values but do not write\n" +
  "  -b, --binary         print value without new line\n" +
  "  -e, --ignore         ignore unknown variables errors\n" +
  "  -N, --names          print variable names without values\n" +
  "  -n, --values         print only values of the given variable(s)\n" +
  "  -p, --load[=<file>]  read values from file\n" +
  "  -f                   alias of -p\n" +
  "      --system         read values from all system directories\n" +
  "  -r, --pattern <expression>\n                       select setting that match expression\n" +
  "  -q, --quiet          do not echo variable set\n" +
  "  -w, --write          enable writing a value to variable\n" +
  "  -o                   does nothing\n  -x                   does nothing\n  -d                   alias of -h\n" +
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
  if (first !== ".") return name;
  return swapSeparators(name);
}

/** The name that goes with a path. */
export function sysctlName(path: string): string {
  return swapSeparators(path);
}

function swapSeparators(text: string): string {
  return text.replace(/[./]/g, (char) => (char === "." ? "/" : "."));
}

interface Mode {
  readonly namesOnly: boolean;
  readonly valuesOnly: boolean;
  readonly binary: boolean;
  readonly quiet: boolean;
  readonly ignore: boolean;
  readonly write: boolean;
  readonly dry: boolean;
  readonly deprecated: boolean;
  readonly pattern: Regex | undefined;
}

/** glob(3), below a directory: what nothing fits stays as it is. */
function expandPath(files: FileSystem, root: string, path: string): string[] {
  if (!/[*?[]/.test(path)) return [path];
  let found = [""];
  for (const part of path.split("/")) {
    // What is repeated between directories stays in what is found.
    if (part === "") {
      found = found.map((base) => `${base}/`);
      continue;
    }
    const pattern = globOf(part);
    const next: string[] = [];
    for (const base of found) {
      const entries = files.readDir(base === "" ? root : `${root}/${base}`);
      if (!entries.ok) continue;
      for (const entry of [...entries.value].sort())
        if (pattern.matches(entry)) next.push(base === "" ? entry : `${base}/${entry}`);
    }
    found = next;
  }
  return found.length > 0 ? found : [path];
}

/** Left out where everything is shown, unless `--deprecated` asks for them. */
const DEPRECATED: readonly string[] = ["base_reachable_time", "retrans_time"];

class Run {
  readonly #files: FileSystem;
  readonly #mode: Mode;
  readonly #written: { readonly to: "stdout" | "stderr"; readonly text: string }[] = [];
  readonly #lines: { readonly path: string; readonly value: string | undefined; readonly forgiving: boolean }[] = [];
  #status = 0;

  constructor(files: FileSystem, mode: Mode) {
    this.#files = files;
    this.#mode = mode;
  }

  get outcome(): Outcome {
    const all = (stream: "stdout" | "stderr") =>
      this.#written.map(({ to, text }) => (to === stream ? text : "")).join("");
    // xwarn flushes what was printed before it writes.
    return { stdout: all("stdout"), stderr: all("stderr"), status: this.#status, written: this.#written };
  }

  #say(text: string): void {
    this.#written.push({ to: "stdout", text });
  }

  complain(text: string): void {
    this.warn(text);
    this.#status |= 1;
  }

  warn(text: string): void {
    this.#written.push({ to: "stderr", text: `sysctl: ${text}\n` });
  }

  fail(): void {
    this.#status |= 1;
  }

  unknown(): void {
    this.warn('"" is an unknown key');
    this.#status = 255;
  }

  /** slashdot: changes one way of writing into the other where `from` comes first, and warns of what is repeated. */
  #rewrite(text: string, from: "." | "/"): string {
    if (/[./]/.exec(text)?.[0] !== from) return text;
    const repeated = /[./](?=[./])/.exec(text);
    if (repeated) this.warn(`separators should not be repeated: ${text.slice(repeated.index)}`);
    return swapSeparators(text);
  }

  /** The paths that a name with wildcards stands for. */
  #expand(path: string): string[] {
    return expandPath(this.#files, ROOT, path);
  }

  /** Shows a variable, or all below a directory. */
  show(name: string): void {
    this.#status += this.#showOne(name, 0);
  }

  /** What it adds to the exit status: of what is in a directory the files count, and not what is in directories of it. */
  #showOne(given: string, depth: number): number {
    // ReadSetting makes the name to show twice, before and after the path.
    this.#rewrite(given, "/");
    const path = this.#rewrite(given, ".");
    const name = this.#rewrite(given, "/");
    const full = path === "" ? ROOT : `${ROOT}/${path}`;
    const stat = this.#files.stat(full);
    if (!stat.ok) {
      if (this.#mode.ignore) return 0;
      this.warn(`cannot stat ${full}: ${strerror(stat.error)}`);
      return 1;
    }
    // is_proc_path: the directory itself has no slash behind it.
    if (depth === 0 && given !== "" && path.split("/").every((part) => part === "" || part === ".")) {
      this.warn(`Path is not under ${ROOT}/: ${full}`);
      return -1;
    }
    if (stat.value.type === "directory") {
      const entries = this.#files.readDir(full);
      let failed = 0;
      for (const entry of entries.ok ? [...entries.value].sort() : [])
        failed |= this.#showOne(path === "" ? entry : `${path}/${entry}`, depth + 1);
      return depth === 0 ? failed : 0;
    }
    if (!this.fits(name)) return 0;
    if (depth > 0 && !this.#mode.deprecated && DEPRECATED.includes(path.split("/").at(-1) ?? "")) return 0;
    // Some variables can only be written.
    if ((stat.value.mode & 0o444) === 0) return 0;
    if (this.#mode.namesOnly) {
      this.#say(`${name}\n`);
      return 0;
    }
    const text = this.#files.readFile(full);
    if (text.ok) {
      this.#print(name, text.value.replace(/\n$/, ""));
      return 0;
    }
    // EIO: a secret that nobody has set.
    if (text.error === "EIO" && path.endsWith("/stable_secret")) return 1;
    if (text.error === "EACCES") this.warn(`permission denied on key '${name}'`);
    else this.warn(`reading key "${name}": ${strerror(text.error)}`);
    return 1;
  }

  fits(name: string): boolean {
    return this.#mode.pattern?.test(name) ?? true;
  }

  #print(name: string, value: string): void {
    const { valuesOnly, binary } = this.#mode;
    if (binary) this.#say(value);
    else for (const line of value.split("\n")) this.#say(valuesOnly ? `${line}\n` : `${name} = ${line}\n`);
  }

  /** Sets the variable of a name. */
  setNamed(name: string, value: string): void {
    this.set(this.#rewrite(name, "."), value);
  }

  set(path: string, value: string, forgiving = false): void {
    const full = `${ROOT}/${path}`;
    if (path === "") return this.complain(`Path is not under ${ROOT}/: ${ROOT}/`);
    const before = this.#status;
    const stat = this.#files.stat(full);
    if (!stat.ok) {
      if (!this.#mode.ignore) this.complain(`cannot stat ${full}: ${strerror(stat.error)}`);
      return;
    }
    const name = this.#rewrite(path, "/");
    if ((stat.value.mode & 0o222) === 0) {
      // WriteSetting prints whatever errno holds, and takes it for no failure.
      this.warn(`setting key "${name}": Invalid argument`);
    } else {
      const written = this.#mode.dry ? { ok: true as const } : this.#files.writeFile(full, `${value}\n`);
      if (written.ok) {
        if (!this.#mode.quiet) {
          if (this.#mode.namesOnly) this.#say(`${value}\n`);
          else this.#print(name, value);
        }
      } else if (written.error === "EACCES") this.complain(`permission denied on key "${name}"`);
      else this.complain(`setting key "${name}": ${strerror(written.error)}`);
    }
    if (forgiving) this.#status = before;
  }

  /**
   * Lines `name = value`; `#` and `;` begin comments, `-` in front forgives what goes wrong, `-name` alone keeps a name out
   * of what wildcards stand for, as does a line of its own. What was read is set when all files have been.
   */
  load(file: string, text: string): void {
    text.split("\n").forEach((raw, index) => {
      const line = raw.trim();
      if (line === "" || line.startsWith("#") || line.startsWith(";")) return;
      const at = line.indexOf("=");
      const name = at < 0 ? line : line.slice(0, at).trim();
      if (!this.fits(name)) return;
      const forgiving = name.startsWith("-");
      if (at < 0 && !forgiving) {
        this.warn(`${file}(${index + 1}): invalid syntax, continuing...`);
        return;
      }
      const path = this.#rewrite(forgiving ? name.slice(1) : name, ".");
      this.#lines.push({ path, value: at < 0 ? undefined : line.slice(at + 1).trim(), forgiving });
    });
  }

  setLoaded(): void {
    const named = new Set(this.#lines.map(({ path }) => path));
    for (const { path, value, forgiving } of this.#lines) {
      if (value === undefined) continue;
      if (!/[*?[]/.test(path)) this.set(path, value, forgiving);
      else for (const each of this.#expand(path)) if (!named.has(each)) this.set(each, value, forgiving);
    }
  }

  /** Loads the files of the system's directories; of two with one name, that in the directory that comes first. */
  loadSystem(): void {
    const found = new Map<string, string>();
    for (const directory of SYSTEM_DIRECTORIES) {
      const names = this.#files.readDir(directory);
      if (!names.ok) continue;
      for (const name of names.value)
        if (name.endsWith(".conf") && !found.has(name)) found.set(name, `${directory}/${name}`);
    }
    const files = [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, path]) => path);
    for (const path of [...files, "/etc/sysctl.conf"]) {
      const text = this.#files.readFile(path);
      if (!text.ok) continue;
      this.#say(`* Applying ${path} ...\n`);
      this.load(path, text.value);
    }
    this.setLoaded();
  }
}

const SYSTEM_DIRECTORIES = [
  "/etc/sysctl.d",
  "/run/sysctl.d",
  "/usr/local/lib/sysctl.d",
  "/usr/lib/sysctl.d",
  "/lib/sysctl.d",
] as const;

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
  const usage = (status: number, problem = ""): { readonly outcome: Outcome } => {
    const written = [{ to: "stderr", text: problem } as const, { to: "stdout", text: USAGE } as const];
    return {
      outcome:
        status === 0
          ? { stdout: USAGE, stderr: problem, status, written }
          : { stdout: "", stderr: `${problem}${USAGE}`, status },
    };
  };
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
      if (letter === undefined) return usage(0, `sysctl: unrecognized option '${word}'\n`);
      flags.add(letter);
      if (letter === "r") {
        pattern = value ?? argv[++i];
        if (pattern === undefined) return usage(0, `sysctl: option '${word}' requires an argument\n`);
      }
      if (letter === "p") loadFile = value;
    } else if (word.startsWith("-") && word.length > 1) {
      for (let at = 1; at < word.length; at++) {
        const letter = word[at] ?? "";
        if (!"abdefhnopqrwxANVX".includes(letter)) return usage(0, `sysctl: invalid option -- '${letter}'\n`);
        const same = letter === "A" || letter === "X" ? "a" : letter === "f" ? "p" : letter === "d" ? "h" : letter;
        flags.add(same);
        if (letter === "r") {
          pattern = word.slice(at + 1) || argv[++i];
          if (pattern === undefined) return usage(0, "sysctl: option requires an argument -- 'r'\n");
          break;
        }
        if (letter === "p" && at + 1 < word.length) {
          loadFile = word.slice(at + 1);
          break;
        }
      }
    } else operands.push(word);
  }
  if (flags.has("h")) return usage(0);
  if (flags.has("V")) return { outcome: { stdout: "sysctl from procps-ng 4.0.2\n", stderr: "", status: 0 } };
  return { flags, operands, pattern, loadFile };
}

function globFile(files: FileSystem, cwd: string, file: string): string[] {
  return file.startsWith("/")
    ? expandPath(files, "", file.slice(1)).map((each) => `/${each}`)
    : expandPath(files, cwd, file);
}

/** Whether a command line has settings read from standard input. */
export function readsStdin(argv: readonly string[]): boolean {
  const parsed = parseSysctl(argv);
  return "flags" in parsed && parsed.flags.has("p") && [parsed.loadFile, ...parsed.operands].includes("-");
}

/**
 * Runs `sysctl ...`; `argv` begins with the program's name, relative files are taken from `cwd`, `-` to load is `stdin`.
 */
export function runSysctl(files: FileSystem, cwd: string, argv: readonly string[], stdin = ""): Outcome {
  const parsed = parseSysctl(argv);
  if ("outcome" in parsed) return parsed.outcome;
  const { flags, operands, pattern, loadFile } = parsed;
  let expression: Regex | undefined;
  if (pattern !== undefined) {
    const read = parsePosix(pattern, { extended: true, looseParenthesis: true });
    // pattern_match: what is no pattern fits nothing.
    expression = "error" in read ? NEVER : new Regex(read.node, { groups: read.groups });
  }
  const run = new Run(files, {
    namesOnly: flags.has("N"),
    valuesOnly: flags.has("n"),
    binary: flags.has("b"),
    quiet: flags.has("q"),
    ignore: flags.has("e"),
    write: flags.has("w"),
    dry: flags.has("D"),
    deprecated: flags.has("o"),
    pattern: expression,
  });
  if (flags.has("a")) {
    run.show("");
    return run.outcome;
  }
  if (flags.has("S")) {
    run.loadSystem();
    return run.outcome;
  }
  if (flags.has("p")) {
    const paths = [...(loadFile === undefined ? [] : [loadFile]), ...operands];
    for (const file of (paths.length > 0 ? paths : ["/etc/sysctl.conf"]).flatMap((each) =>
      globFile(files, cwd, each),
    )) {
      const text = file === "-" ? ok(stdin) : files.readFile(file.startsWith("/") ? file : `${cwd}/${file}`);
      if (text.ok) run.load(file, text.value);
      // Of a directory no line can be read, which is no failure.
      else if (text.error !== "EISDIR") run.complain(`cannot open "${file}": ${strerror(text.error)}`);
    }
    run.setLoaded();
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
    if (operand === "") run.unknown();
    // A line of one character says nothing (parse_setting_line).
    else if (operand.length < 2 && (at === 0 || flags.has("w"))) run.fail();
    else if (at === 0) run.complain(`Path is not under ${ROOT}/: ${ROOT}/`);
    else if (at > 0 && !run.fits(operand.slice(0, at).trim())) continue;
    else if (at > 0) run.setNamed(operand.slice(0, at).trim(), operand.slice(at + 1).trim());
    else if (flags.has("w")) run.complain("command line(0): invalid syntax, continuing...");
    else run.show(operand);
  }
  return run.outcome;
}
