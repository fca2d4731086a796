/**
 * busybox's ps (procps/ps.c of 1.35): all processes, with the columns that -o names. Simplified: nobody uses memory that is
 * counted.
 */
import type { ExitStatus } from "../../../core/process.ts";
import type { ProcessEntry } from "../../kernel/kernel.ts";
import { processName } from "../../kernel/process-name.ts";
import type { ProcessContext, Program } from "../../program.ts";
import { stateLetter, statField } from "../base/proc-stat.ts";
import { groups, options as parseOptions, users } from "../base/support.ts";
import { say, showUsage } from "./usage.ts";

const USAGE = `ps [-o COL1,COL2=HEADER] [-T]

Show list of processes

	-o COL1,COL2=HEADER	Select columns for display
	-T			Show threads
`;

interface Column {
  readonly head: string;
  readonly width: number;
  /** Numbers stand to the right. */
  readonly right?: true;
  value(entry: ProcessEntry): string;
}

/** In the order in which the program names them. */
function columnsOf({ files }: ProcessContext): ReadonlyMap<string, Column> {
  const known = users(files);
  const user = ({ uid }: ProcessEntry): string => known.find((each) => each.uid === uid)?.name ?? String(uid);
  const group = ({ uid }: ProcessEntry): string => {
    const gid = known.find((each) => each.uid === uid)?.gid ?? uid;
    return groups(files).find((each) => each.gid === gid)?.name ?? String(gid);
  };
  const field = ({ pid }: ProcessEntry, at: number): string => statField(files, pid, at);
  return new Map<string, Column>([
    ["user", { head: "USER", width: 8, value: user }],
    ["group", { head: "GROUP", width: 8, value: group }],
    ["comm", { head: "COMMAND", width: 16, value: (entry) => processName(entry).slice(0, 15) }],
    ["args", { head: "COMMAND", width: 256, value: ({ argv, pid }) => argv.join(" ") || `[${pid}]` }],
    ["pid", { head: "PID", width: 5, right: true, value: ({ pid }) => String(pid) }],
    ["ppid", { head: "PPID", width: 5, right: true, value: ({ parentPid }) => String(parentPid) }],
    ["pgid", { head: "PGID", width: 5, right: true, value: (entry) => field(entry, 5) }],
    ["nice", { head: "NI", width: 5, right: true, value: (entry) => field(entry, 19) }],
    ["rgroup", { head: "RGROUP", width: 8, value: group }],
    ["ruser", { head: "RUSER", width: 8, value: user }],
    ["tty", { head: "TT", width: 6, value: ({ terminal }) => (terminal === undefined ? "?" : "136,0") }],
    ["vsz", { head: "VSZ", width: 6, right: true, value: () => "4000" }],
    ["sid", { head: "SID", width: 5, right: true, value: (entry) => field(entry, 6) }],
    ["stat", { head: "STAT", width: 4, value: stateLetter }],
    ["rss", { head: "RSS", width: 4, right: true, value: () => "3000" }],
  ]);
}

async function run(context: ProcessContext): Promise<ExitStatus> {
  const parsed = parseOptions(context.argv, "o:aAdeflT");
  if (parsed.problem !== undefined) {
    say(context, parsed.problem);
    return showUsage(context, USAGE);
  }
  const columns = columnsOf(context);
  const wanted = parsed.given.flatMap(([letter, value]) => (letter === "o" ? value.split(",") : []));
  const shown: Column[] = [];
  for (const word of wanted.length > 0 ? wanted : ["pid", "user", "args"]) {
    const [name = "", head] = word.split("=");
    const column = columns.get(name);
    if (!column)
      return say(context, `bad -o argument '${name}', supported arguments: ${[...columns.keys()].join(",")}`);
    shown.push(head === undefined ? column : { ...column, head });
  }
  const line = (cell: (column: Column) => string): string =>
    shown.map((column, index) => (index === shown.length - 1 ? cell(column).trimEnd() : cell(column))).join(" ");
  const rows = context.kernel.processes().map((entry) =>
    line((column) => {
      const text = column.value(entry).slice(0, column.width);
      return column.right ? text.padStart(column.width) : text.padEnd(column.width);
    }),
  );
  await context.stdout.write(`${[line(({ head, width }) => head.padEnd(width)), ...rows].join("\n")}\n`);
  return 0;
}

export const busyboxPs: Program = {
  name: "busybox ps",
  path: "/bin/ps",
  summary: "show the processes",
  run,
};
