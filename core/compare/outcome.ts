/** What a script did, made comparable, and how two such outcomes differ. */
import type { Json, JsonObject, Observation } from "../observation.ts";
import { diffLines } from "./line-diff.ts";
import { Mapping } from "./mapping.ts";
import { comparableState, learnState } from "./state.ts";

export interface CommandOutcome {
  /** 1-based line of the script. */
  readonly line: number;
  readonly command: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly status: number;
}

/** A run as it was. */
export interface Outcome {
  /** One entry a top-level command that was reached; a single entry for a script that cannot be traced. */
  readonly commands: readonly CommandOutcome[];
  readonly status: number;
  readonly state: Observation;
}

/** A run with what cannot be equal mapped away; equal as JSON when the runs are. This is what golden files hold. */
export interface ComparableOutcome {
  readonly commands: readonly CommandOutcome[];
  readonly status: number;
  readonly state: JsonObject;
}

/** Commands whose numbers on a line of their own are process ids. */
const PRINTS_PIDS = /State\.Pid|\$!|\$\$|pidof|pgrep|netns/;

/** Commands that list things in an order that is chance; they count only things that nobody else has shown. */
const BY_CHANCE = /brctl|\bfdb\b|\bneigh/;

/** Commands that print a table, one line an entry, in the order of a hash that is seeded by chance. */
const HASHED =
  /^[^;|&\n]*(\bip\b[^;|&\n]* n(e|ei|eigh|eighbor|eighbour)?( (show|list|ls?|s|sh)( [^;|&\n]*)?)?|\barp( -[^;|&\n]*)?)$/;

function sortLines(text: string): string {
  return text
    .split(/(?<=\n)/)
    .sort()
    .join("");
}

/** ifconfig lists a link's IPv6 addresses in the order of such a hash, too (/proc/net/if_inet6). */
const IFCONFIG = /^[^;|&\n]*\bifconfig\b/;

function sortAddresses6(text: string): string {
  return text.replace(/(?:^ +inet6 .*\n)+/gm, (lines) => sortLines(lines));
}

/** Commands that list routes, those of one prefix length by address. */
const ROUTES = /^[^;|&\n]*\bip\b[^;|&\n]* r(o|ou|out|oute)?( (show|list|ls?|s|sh)( [^;|&\n]*)?)?$/;
const OF_CHANCE = /<mac\d+-[^>]*>/;

const LINK_LOCAL_HOST = /\bfe80::(?!\/)/;

/**
 * Where a link-local address stands among others is chance when the MAC address that it was made of is: such lines come to
 * the front of the link-local ones around them, by what else they say; the others keep their order.
 */
function sortChance(text: string): string {
  const key = (line: string) => line.replace(OF_CHANCE, "<mac>");
  const rank = (line: string) => (OF_CHANCE.test(line) ? 0 : 1);
  const groups: string[][] = [];
  for (const line of text.split(/(?<=\n)/)) {
    const last = groups.at(-1);
    if (last && LINK_LOCAL_HOST.test(line) && LINK_LOCAL_HOST.test(last[0] ?? "")) last.push(line);
    else groups.push([line]);
  }
  const sorted = (lines: string[]) =>
    lines.sort((a, b) => rank(a) - rank(b) || (rank(a) === 1 ? 0 : key(a) < key(b) ? -1 : 1));
  return groups.map((lines) => sorted(lines).join("")).join("");
}

function orderOf(command: string): (text: string) => string {
  if (HASHED.test(command)) return sortLines;
  if (IFCONFIG.test(command)) return sortAddresses6;
  return ROUTES.test(command) ? sortChance : asItIs;
}

/** A timer that runs in a spanning tree as brctl shows it, in seconds. */
const RUNNING_TIMER =
  /\b((?:hello|tcn|topology change|message age|forward delay|hold) timer\t+ *)(?!0\.00)(\d+\.\d\d)\b/g;
/** How much later than the other side one may look at it. */
const SECONDS_LATE = 0.3;

/** How long nobody has been heard at a port, as brctl shows it. */
const AGE = /^( *\d+\t\S+\tno\t\t *)(\d+\.\d\d)$/gm;
/** Hosts repeat after a time of chance, a second at most, which groups they listen to (mld_ifc_work). */
const SECONDS_OF_CHANCE = 1;

/** The text with the figures of another that stand where its own do and show almost the same. */
function withFiguresOf(other: string, text: string, pattern: RegExp, tolerance: number): string {
  const theirs = [...other.matchAll(pattern)];
  return text.replaceAll(pattern, (whole, label: string, seconds: string) => {
    const [same, theirLabel, theirSeconds] = theirs.shift() ?? [];
    return theirLabel === label && Math.abs(Number(theirSeconds) - Number(seconds)) <= tolerance
      ? (same ?? whole)
      : whole;
  });
}

function withTimersOf(other: string, text: string, secondsLate: number): string {
  const timers = withFiguresOf(other, text, RUNNING_TIMER, secondsLate);
  return withFiguresOf(other, timers, AGE, SECONDS_OF_CHANCE + secondsLate);
}

/** iproute2's usage texts run to a page each, and the simulator has short ones of its own (DEVIATIONS). */
const USAGE = /^Usage:\s+((?:ip|bridge|tc|\.\.\.)(?: [a-z]+)?)[\s\S]*/m;

export function comparable(script: string, outcome: Outcome): ComparableOutcome {
  const mapping = new Mapping(script);
  const read = (commands: readonly CommandOutcome[]) => {
    for (const { command, stdout, stderr } of commands) {
      if (PRINTS_PIDS.test(command)) {
        for (const [, pid = ""] of stdout.matchAll(/^(\d+)(?: \(id: \d+\))?$/gm)) {
          mapping.learnPid(pid);
        }
      }
      mapping.learn(stdout);
      mapping.learn(stderr);
    }
  };
  read(outcome.commands.filter(({ command }) => !BY_CHANCE.test(command)));
  learnState(mapping, outcome.state);
  read(outcome.commands.filter(({ command }) => BY_CHANCE.test(command)));
  for (const { stdout } of outcome.commands) {
    mapping.learnDerived(stdout);
  }
  mapping.learnDerived(JSON.stringify(outcome.state.hosts));
  return {
    commands: outcome.commands.map((each) => ({
      line: each.line,
      command: each.command,
      stdout: mapping.apply(each.stdout),
      stderr: mapping.apply(each.stderr).replace(USAGE, "Usage: $1 ..."),
      status: each.status,
    })),
    status: outcome.status,
    state: comparableState(mapping, outcome.state),
  };
}

function asItIs(text: string): string {
  return text;
}

/** One place where two outcomes differ. */
export interface Difference {
  /** `line 3: ip addr: stdout`, `exit status`, `state: host, namespace c1: route`. */
  readonly where: string;
  /** Lines with `-` (only expected), `+` (only actual) or a space before them. */
  readonly lines: readonly string[];
}

/**
 * When a bridge's collector of old entries runs next, or that it does not: with its least interval of ten milliseconds that
 * is chance.
 */
function withoutCollector(text: string): string {
  return text.replaceAll(/\bgc([ _])timer(\\?"?:? ?|\t+ *| +)(?:-?\d+(?:\.\d+)?|"?<time>"?)/g, "gc$1timer <time>");
}

/** Every difference; none when the outcomes are equal. `secondsLate`: how much timers may differ. */
export function differences(
  expected: ComparableOutcome,
  actual: ComparableOutcome,
  { secondsLate = SECONDS_LATE } = {},
): readonly Difference[] {
  const found: Difference[] = [];
  const compareText = (where: string, wanted: string, gotten: string) => {
    const want = withoutCollector(wanted);
    const got = withTimersOf(want, withoutCollector(gotten), secondsLate);
    if (want !== got) {
      found.push({ where, lines: diffLines(showLines(want), showLines(got)) });
    }
  };
  const count = Math.max(expected.commands.length, actual.commands.length);
  for (let index = 0; index < count; index++) {
    const want = expected.commands[index];
    const got = actual.commands[index];
    const place = want ?? got;
    if (place === undefined) {
      continue;
    }
    const where = `line ${place.line}: ${place.command.split("\n")[0]}`;
    if (want === undefined || got === undefined || want.command !== got.command) {
      found.push({
        where,
        lines: [
          want === undefined ? "- not reached" : `- ${want.command}`,
          got === undefined ? "+ not reached" : `+ ${got.command}`,
        ],
      });
      continue;
    }
    const order = orderOf(want.command);
    compareText(`${where}: stdout`, order(want.stdout), order(got.stdout));
    compareText(`${where}: stderr`, want.stderr, got.stderr);
    compareText(`${where}: status`, `${want.status}\n`, `${got.status}\n`);
  }
  compareText("exit status", `${expected.status}\n`, `${actual.status}\n`);
  compareState("state", expected.state, actual.state, 5, compareText);
  return found;
}

/** Goes down `depth` levels of objects so that a difference is shown where it is, not as two whole states. */
function compareState(
  where: string,
  want: Json | undefined,
  got: Json | undefined,
  depth: number,
  report: (where: string, want: string, got: string) => void,
): void {
  if (depth > 0 && isObject(want) && isObject(got)) {
    for (const key of new Set([...Object.keys(want), ...Object.keys(got)])) {
      compareState(`${where}: ${key === "" ? '""' : key}`, want[key], got[key], depth - 1, report);
    }
    return;
  }
  report(where, showJson(want), showJson(got));
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON with sorted keys, one leaf a line: key order is not part of a state. */
function showJson(value: Json | undefined): string {
  return value === undefined ? "" : `${JSON.stringify(sortKeys(value), null, 1)}\n`;
}

function sortKeys(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(sortKeys);
  }
  if (isObject(value)) {
    return Object.fromEntries(
      Object.keys(value)
        .sort()
        .map((key) => [key, sortKeys(value[key] ?? null)]),
    );
  }
  return value;
}

/** Lines that show a missing newline at the end, and spaces there. */
function showLines(text: string): readonly string[] {
  if (text === "") {
    return [];
  }
  const lines = text.split("\n");
  const last = lines.pop();
  const shown = lines.map((line) => line.replace(/ +$/, (spaces) => "·".repeat(spaces.length)));
  return last === "" || last === undefined ? shown : [...shown, `${last} (no newline)`];
}

/** Differences as text for people; empty when there are none. */
export function renderDifferences(found: readonly Difference[]): string {
  return found.map(({ where, lines }) => `${where}\n${lines.map((line) => `  ${line}\n`).join("")}`).join("");
}
