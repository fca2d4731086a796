/**
 * `nstat` of iproute2 6.1 (nstat(8), misc/nstat.c): the counters of /proc/net/snmp, snmp6 and netstat, and what they have gained
 * since it looked last.
 *
 * Same as the original: its file of what it saw, patterns, texts, JSON. Refused: -d, a daemon that samples.
 */
import { NOT_MODELLED } from "../../../core/command/args.ts";
import { getoptLong, type LongOptions } from "../../../core/command/getopt-long.ts";
import { strerror } from "../../../core/errors.ts";
import type { FileSystem } from "../../../core/process.ts";
import { globOf } from "../../../core/regex/glob.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { absolute, complain } from "../base/support.ts";

const SHORT = "h?vVzrnasd:t:jp";
const LONG: LongOptions = {
  help: "h",
  ignore: "a",
  scan: "d:",
  nooutput: "n",
  json: "j",
  reset: "r",
  noupdate: "s",
  pretty: "p",
  interval: "t:",
  version: "V",
  zeros: "z",
};

const USAGE = `Usage: nstat [OPTION] [ PATTERN [ PATTERN ] ]
   -h, --help          this message
   -a, --ignore        ignore history
   -d, --scan=SECS     sample every statistics every SECS
   -j, --json          format output in JSON
   -n, --nooutput      do history only
   -p, --pretty        pretty print
   -r, --reset         reset history
   -s, --noupdate      don't update history
   -t, --interval=SECS report average over the last SECS
   -V, --version       output version information
   -z, --zeros         show entries with zero activity
`;

/** exit(-1), exit(-2). */
const FAILURE = 255;
const BROKEN_HISTORY = 254;
const SECOND = 1_000_000;

/** useless_numbers: settings, and what does not only grow. */
const USELESS: ReadonlySet<string> = new Set([
  "IpForwarding",
  "IpDefaultTTL",
  "TcpRtoAlgorithm",
  "TcpRtoMin",
  "TcpRtoMax",
  "TcpMaxConn",
  "TcpCurrEstab",
]);

interface Entry {
  readonly id: string;
  readonly value: bigint;
  /** What is told of how fast it grows: only the daemon knows. */
  readonly rate: string;
}

function entry(id: string, value: string): readonly Entry[] {
  return USELESS.has(id) ? [] : [{ id, value: BigInt(value), rate: "0.0" }];
}

/** load_ugly_table: pairs of lines, names and values. */
function uglyTable(text: string): readonly Entry[] {
  const lines = text.split("\n");
  const out: Entry[] = [];
  for (let i = 0; i + 1 < lines.length; i += 2) {
    const [title = "", ...names] = (lines[i] as string).split(" ");
    const values = (lines[i + 1] as string).split(" ").slice(1);
    for (const [at, name] of names.entries()) out.push(...entry(title.slice(0, -1) + name, values[at] ?? "0"));
  }
  return out;
}

/** load_good_table; undefined when a line is none. */
function goodTable(
  text: string,
): { readonly entries: readonly Entry[]; readonly source: string | undefined } | undefined {
  let source: string | undefined;
  const entries: Entry[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    if (line.startsWith("#")) {
      source = line.slice(1);
      continue;
    }
    const [id, value, rate = "0"] = line.trim().split(/\s+/);
    if (id === undefined || value === undefined || !/^\d+$/.test(value)) return undefined;
    if (!USELESS.has(id)) entries.push({ id, value: BigInt(value), rate: Number(rate).toFixed(1) });
  }
  return { entries, source };
}

/** The tables of the caller's namespace, in the order in which they are listed. */
function kernelEntries(files: FileSystem): readonly Entry[] {
  const read = (name: string) => {
    const text = files.readFile(`/proc/net/${name}`);
    return text.ok ? text.value : "";
  };
  return [...uglyTable(read("snmp")), ...(goodTable(read("snmp6"))?.entries ?? []), ...uglyTable(read("netstat"))];
}

interface Show {
  readonly zeros: boolean;
  readonly json: boolean;
  readonly pretty: boolean;
}

interface Line {
  readonly id: string;
  readonly value: bigint;
  readonly rate: string;
  readonly overflow?: boolean;
}

function print(source: string, lines: readonly Line[], { json, pretty }: Show): string {
  if (json) {
    const fields = lines.map(({ id, value }) => `${JSON.stringify(id)}:${pretty ? " " : ""}${value}`);
    if (!pretty) return `{${JSON.stringify(source)}:{${fields.join(",")}}}\n`;
    const inner = fields.length === 0 ? "{}" : `{\n        ${fields.join(",\n        ")}\n    }`;
    return `{\n    ${JSON.stringify(source)}: ${inner}\n}\n`;
  }
  const rows = lines.map(
    ({ id, value, rate, overflow }) =>
      `${id.padEnd(32)}${String(value).padEnd(16)}${rate.padStart(6)}${overflow ? " (overflow)" : ""}\n`,
  );
  return `#${source}\n${rows.join("")}`;
}

function matcher(patterns: readonly string[]): (id: string) => boolean {
  const globs = patterns.map((pattern) => globOf(pattern, true));
  return globs.length === 0 ? () => true : (id) => globs.some((glob) => glob.matches(id));
}

/** dump_kern_db; `before` is for the history: what was not asked for stays as it was seen last. */
function total(
  now: readonly Entry[],
  matches: (id: string) => boolean,
  zeros: boolean,
  before?: ReadonlyMap<string, Entry>,
): readonly Line[] {
  const lines: Line[] = [];
  for (const each of now) {
    if (!zeros && each.value === 0n) continue;
    if (matches(each.id)) lines.push(each);
    else if (before) lines.push({ ...each, value: before.get(each.id)?.value ?? each.value });
  }
  return lines;
}

/** dump_incr_db. */
function gained(
  now: readonly Entry[],
  matches: (id: string) => boolean,
  zeros: boolean,
  before: ReadonlyMap<string, Entry>,
): readonly Line[] {
  const lines: Line[] = [];
  for (const each of now) {
    const seen = before.get(each.id)?.value ?? 0n;
    const overflow = each.value < seen;
    const value = overflow ? 0n : each.value - seen;
    if ((zeros || value !== 0n) && matches(each.id)) lines.push({ ...each, value, overflow });
  }
  return lines;
}

async function run(context: ProcessContext): Promise<number> {
  const { files, stdout, stderr } = context;
  const given = new Set<string>();
  const patterns: string[] = [];
  for (const option of getoptLong(context.argv, SHORT, LONG)) {
    if (option.kind === "operand") patterns.push(option.text);
    else if (option.kind === "error") {
      await stderr.write(`nstat: ${option.text}\n${USAGE}`);
      return FAILURE;
    } else if (option.name === "V" || option.name === "v") {
      await stdout.write("nstat utility, iproute2-6.1.0\n");
      return 0;
    } else if (option.name === "h" || option.name === "?") {
      await stderr.write(USAGE);
      return FAILURE;
    } else if (option.name === "t") {
      if (!/^\s*\+?0*[1-9]/.test(option.value)) return complain(context, "invalid time constant divisor", FAILURE);
    } else if (option.name === "d") {
      await stderr.write(`netnone: nstat: ${option.given} is not modelled\n`);
      return NOT_MODELLED;
    } else given.add(option.name);
  }
  const show: Show = { zeros: given.has("z"), json: given.has("j"), pretty: given.has("p") };
  const matches = matcher(patterns);
  const path = absolute(context, context.env["NSTAT_HISTORY"] ?? `/tmp/.nstat.u${context.kernel.credentials.uid}`);
  const ignores = given.has("a");
  const updates = !given.has("s");
  if (given.has("r")) files.unlink(path);
  let before: ReadonlyMap<string, Entry> = new Map();
  let source = "kernel";
  if (!ignores || updates) {
    const opened = openHistory(files, path);
    if (!opened.ok) return complain(context, `open history file: ${opened.text}`, FAILURE);
    let history = opened.text;
    if (!ignores && agedOut(context, path)) {
      await stderr.write("nstat: history is aged out, resetting\n");
      history = "";
    }
    const loaded = goodTable(history);
    if (!loaded) {
      await stderr.write("nstat.c:146: error parsing history file\n");
      return BROKEN_HISTORY;
    }
    before = new Map(loaded.entries.map((each) => [each.id, each]));
    source = loaded.source ?? source;
  }
  const now = kernelEntries(files);
  if (!given.has("n")) {
    const plain = ignores || before.size === 0;
    const lines = plain ? total(now, matches, show.zeros) : gained(now, matches, show.zeros, before);
    await stdout.write(print(source, lines, show));
  }
  if (updates)
    files.writeFile(
      path,
      print(source, total(now, matches, show.zeros, before), { zeros: show.zeros, json: false, pretty: false }),
    );
  return 0;
}

/** open(2) with O_RDWR, O_CREAT and O_NOFOLLOW: what is in the file, or why it could not be opened. */
function openHistory(files: FileSystem, path: string): { readonly ok: boolean; readonly text: string } {
  const found = files.stat(path, { follow: false });
  if (found.ok && found.value.type === "symlink") return { ok: false, text: "Too many levels of symbolic links" };
  if (!found.ok) {
    const made = files.open(path, "create-exclusive", 0o600);
    if (!made.ok) return { ok: false, text: strerror(made.error) };
    made.value.close();
    return { ok: true, text: "" };
  }
  const text = files.readFile(path);
  return text.ok ? { ok: true, text: text.value } : { ok: false, text: strerror(text.error) };
}

/** The file is older than the machine has been up. */
function agedOut({ files, kernel }: ProcessContext, path: string): boolean {
  const uptime = files.readFile("/proc/uptime");
  const found = files.stat(path);
  if (!uptime.ok || !found.ok) return false;
  const seconds = Math.floor(found.value.modifiedMicros / SECOND) + Number.parseInt(uptime.value, 10);
  return Math.floor(kernel.nowMicros() / SECOND) >= seconds;
}

export const nstat: Program = {
  name: "nstat",
  path: "/usr/bin/nstat",
  summary: "show what the protocols of the network counted",
  run,
  complete: () => [...SHORT.replace(/[:?hv]/g, "")].map((letter) => `-${letter}`),
};
