/** `ip netns` (ip/ipnetns.c). What it does to files and processes is the runner's; what it changes in the kernel is an operation. */
import { type Args, matches, parseInteger, parseUnsigned } from "../args.ts";
import type { IpCommand, IpScope, NetnsCommand } from "./command.ts";

const NETNS_USAGE = `Usage:\tip netns list
\tip netns add NAME
\tip netns attach NAME PID
\tip netns set NAME NETNSID
\tip [-all] netns delete [NAME]
\tip netns identify [PID]
\tip netns pids NAME
\tip [-all] netns exec [NAME] cmd ...
\tip netns monitor
\tip netns list-id [target-nsid POSITIVE-INT] [nsid POSITIVE-INT]
NETNSID := auto | POSITIVE-INT
`;

function netns(command: NetnsCommand): IpCommand {
  return { kind: "netns", command };
}

/** invalid_name: no slash, neither `.` nor `..`, one to 255 bytes. */
function isNetnsName(name: string): boolean {
  return name !== "" && name.length <= 255 && !name.includes("/") && name !== "." && name !== "..";
}

function takeName(args: Args): string {
  if (!args.more) {
    args.refuse(1, "No netns name specified\n");
    return "";
  }
  return args.take();
}

function parseSet(args: Args): IpCommand {
  const name = takeName(args);
  if (args.refusal) return { kind: "nothing" };
  if (!args.more) {
    args.refuse(1, "No nsid specified\n");
    return { kind: "nothing" };
  }
  const word = args.take();
  if (word === "auto") return netns({ kind: "set", name, nsid: "auto" });
  const nsid = parseInteger(word);
  if (nsid === undefined || Math.abs(nsid) > 0x7fffffff) args.invalid('Invalid "netnsid" value', word);
  else if (nsid < 0) args.invalid('"netnsid" value should be >= 0', word);
  return netns({ kind: "set", name, nsid: nsid ?? 0 });
}

function parseListId(args: Args): IpCommand {
  let nsid: number | undefined;
  let target: number | undefined;
  const number = (word: string): number | undefined => {
    const given = args.value();
    const value = parseInteger(given);
    if (args.refusal) return undefined;
    if (value === undefined || Math.abs(value) > 0x7fffffff) args.invalid(`"${word}" value is invalid`, given);
    // The word that it complains about is the next one.
    else if (value < 0) args.invalid(`"${word}" value should be >= 0`, args.more ? args.peek : "(null)");
    return value;
  };
  while (args.more) {
    const word = args.take();
    if (word === "nsid") {
      if (nsid !== undefined) args.duplicate(word, word);
      nsid = number(word);
    } else if (word === "target-nsid") {
      if (target !== undefined) args.duplicate(word, word);
      target = number(word);
    } else args.refuse(255, NETNS_USAGE);
  }
  return netns({ kind: "listId", ...(nsid !== undefined && { nsid }), ...(target !== undefined && { target }) });
}

/** In the order that decides what a shortened one means. */
export const NETNS_COMMANDS = [
  "list",
  "show",
  "lst",
  "list-id",
  "help",
  "add",
  "set",
  "delete",
  "identify",
  "pids",
  "exec",
  "monitor",
  "attach",
];

export function parseNetns(args: Args, scope: IpScope): IpCommand {
  if (!args.more) return netns({ kind: "list" });
  const word = args.take();
  // do_netns looks at the word behind the command, whatever it stands for.
  if (!scope.options.allNetns && args.more && !isNetnsName(args.peek))
    args.refuse(255, `Invalid netns name "${args.peek}"\n`);
  if (args.refusal) return { kind: "nothing" };
  if (word === "list-id") return parseListId(args);
  if (matches(word, "list") || matches(word, "show") || matches(word, "lst")) return netns({ kind: "list" });
  if (matches(word, "list-id")) return parseListId(args);
  if (matches(word, "help")) args.refuse(255, NETNS_USAGE);
  else if (matches(word, "add")) {
    const name = takeName(args);
    return netns({ kind: "add", name });
  } else if (matches(word, "set")) return parseSet(args);
  else if (matches(word, "delete")) {
    // With -all nobody looks for a name (netns_delete).
    if (scope.options.allNetns) return netns({ kind: "delete" });
    const name = takeName(args);
    return netns({ kind: "delete", name });
  } else if (matches(word, "identify")) {
    if (!args.more) return netns({ kind: "identify" });
    const given = args.take();
    if (args.more) args.refuse(1, "extra arguments specified\n");
    if (!/^\d+$/.test(given)) args.refuse(1, `Specified string '${given}' is not a pid\n`);
    return netns({ kind: "identify", pid: Number(given) });
  } else if (matches(word, "pids")) {
    const name = takeName(args);
    if (!args.refusal && args.more) args.refuse(1, "extra arguments specified\n");
    return netns({ kind: "pids", name });
  } else if (matches(word, "exec")) return parseExec(args, scope);
  else if (matches(word, "monitor")) return netns({ kind: "monitor" });
  else if (matches(word, "attach")) {
    const name = args.more ? args.take() : "";
    if (!args.more) {
      args.refuse(1, "No netns name and PID specified\n");
      return { kind: "nothing" };
    }
    const given = args.take();
    const pid = parseUnsigned(given, 0x7fffffff);
    if (pid === undefined || pid === 0) args.refuse(1, `Invalid PID: ${given}\n`);
    return netns({ kind: "attach", name, pid: pid ?? 0 });
  } else args.refuse(255, `Command "${word}" is unknown, try "ip netns help".\n`);
  return { kind: "nothing" };
}

function parseExec(args: Args, scope: IpScope): IpCommand {
  const name = scope.options.allNetns ? undefined : takeName(args);
  if (args.refusal) return { kind: "nothing" };
  const argv = args.takeAll();
  if (argv.length === 0) args.refuse(1, "No command specified\n");
  return netns({ kind: "exec", argv, ...(name !== undefined && { name }) });
}
