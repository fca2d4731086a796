/** `ip vrf` (ip/ipvrf.c). What it does with processes is the runner's. */
import { type Args, matches, type Names, parseUnsigned } from "../args.ts";
import type { Output } from "../output.ts";
import type { IpCommand, VrfCommand } from "./command.ts";
import { linksOf, type View } from "./view.ts";

const VRF_USAGE =
  "Usage:\tip vrf show [NAME] ...\n\tip vrf exec [NAME] cmd ...\n\tip vrf identify [PID]\n\tip vrf pids [NAME]\n";

/** In the order that decides what a shortened one means. */
export const VRF_COMMANDS = ["identify", "pids", "exec", "show", "lst", "list", "help"];

function vrf(command: VrfCommand): IpCommand {
  return { kind: "vrf", command };
}

function parseShow(args: Args, names: Names): IpCommand {
  if (!args.more) return { kind: "query", query: { kind: "vrfs" } };
  const name = args.take();
  if (args.more) args.refuse(255, VRF_USAGE);
  const table = names.vrf(name);
  if (table === undefined) args.refuse(255, "Invalid VRF\n");
  return { kind: "say", stdout: `${name} ${table}\n` };
}

function parseIdentify(args: Args): IpCommand {
  if (!args.more) return vrf({ kind: "identify" });
  const given = args.take();
  if (args.more) args.invalid("Extra arguments specified\n", args.peek);
  const pid = /^\s*\+?\d/.test(given) ? parseUnsigned(given) : undefined;
  if (pid === undefined) args.invalid("Invalid pid\n", given);
  return vrf({ kind: "identify", pid: pid ?? 0 });
}

function parsePids(args: Args, names: Names): IpCommand {
  const [name, ...more] = args.takeAll();
  if (name === undefined || more.length > 0) args.refuse(1, "Invalid arguments\n");
  else if (names.vrf(name) === undefined) args.refuse(1, "Invalid VRF name\n");
  return vrf({ kind: "pids", name: name ?? "" });
}

function parseExec(args: Args, names: Names): IpCommand {
  const [name, ...argv] = args.takeAll();
  if (name === undefined) args.refuse(1, "No VRF name specified\n");
  else if (argv.length === 0) args.refuse(1, "No command specified\n");
  else if (name !== "default" && names.vrf(name) === undefined) args.refuse(255, "Invalid VRF name\n", false);
  return vrf({ kind: "exec", name: name === "default" ? undefined : name, argv });
}

export function parseVrf(args: Args, names: Names): IpCommand {
  if (!args.more) return parseShow(args, names);
  const word = args.take();
  if (matches(word, "identify")) return parseIdentify(args);
  if (matches(word, "pids")) return parsePids(args, names);
  if (matches(word, "exec")) return parseExec(args, names);
  if (matches(word, "show") || matches(word, "lst") || matches(word, "list")) return parseShow(args, names);
  if (matches(word, "help")) args.refuse(255, VRF_USAGE);
  else args.refuse(255, `Command "${word}" is unknown, try "ip vrf help".\n`);
  return { kind: "nothing" };
}

/** `ip vrf show`: a table of all, the newest last. */
export function printVrfs(out: Output, view: View): void {
  out.text("Name              Table\n-----------------------\n");
  let count = 0;
  for (const { name, kind } of linksOf(view)) {
    if (kind.type !== "vrf") continue;
    count++;
    out.openObject().field("name", name, name.padEnd(16));
    out
      .field("table", kind.table, ` ${String(kind.table).padStart(5)}`)
      .text("\n")
      .close();
  }
  if (count === 0) out.text("No VRF has been configured\n");
}
