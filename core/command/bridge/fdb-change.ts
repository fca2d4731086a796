/** `bridge fdb add|append|replace|del|flush` (bridge/fdb.c): what is to be changed, from words and back. */
import { scanMac } from "../../address/mac.ts";
import { formatIp, type IpAddress } from "../../address/prefix.ts";
import { portOver } from "../../capture/services.ts";
import type { FdbChange, FdbFlush } from "../../operation/bridge.ts";
import type { NetnsRef } from "../../operation/netns-ref.ts";
import { type Args, matches, type Names, parseUnsigned, shortOf } from "../args.ts";
import { takeAddress } from "../names.ts";

const REQUIRED = "Device and address are required arguments.\n";
export const FDB_USAGE =
  "Usage: bridge fdb { add | append | del | replace } MAC dev DEV { local | static | dynamic } [ self ] [ master ] [ vlan ID ]\n" +
  "                  { [ dst ADDRESS ] [ port PORT ] [ vni VNI ] [ via DEV ] | nhid ID } [ src_vni VNI ] [ extern_learn ] [ sticky ] ...\n" +
  "       bridge fdb [ show [ br BRIDGE ] [ brport DEV ] [ dev DEV ] [ vlan ID ] [ state STATE ] ]\n" +
  "       bridge fdb get [ to ] MAC { brport DEV | dev DEV | br BRIDGE } [ vlan ID ] [ vni VNI ] [ self ] [ master ] ...\n";

/** Words of `add` that are one flag each. */
const FLAGS: Readonly<Record<string, "use" | "externLearn" | "sticky" | "router" | undefined>> = {
  use: "use",
  extern_learn: "externLearn",
  sticky: "sticky",
  router: "router",
};

/** `bridge fdb add|append|replace|del`. */
export function parseFdbChange(
  args: Args,
  names: Names,
  netns: NetnsRef,
  verb: FdbChange["verb"],
): FdbChange | undefined {
  let device: string | undefined;
  let address: string | undefined;
  let vlan: number | undefined;
  let nhid = 0;
  let sourceVni: number | undefined;
  let self = false;
  let master = false;
  const states = { permanent: false, static: false, dynamic: false };
  const flags: { use?: boolean; externLearn?: boolean; sticky?: boolean; router?: boolean } = {};
  const remote: { address?: IpAddress | undefined; port?: number; vni?: number; device?: string } = {};
  while (args.more) {
    const word = args.take();
    const flag = FLAGS[Object.keys(FLAGS).find((keyword) => matches(word, keyword)) ?? ""];
    if (word === "dev") device = args.value();
    else if (word === "self") self = true;
    else if (word === "master" || matches(word, "master")) master = true;
    else if (matches(word, "local") || matches(word, "permanent")) states.permanent = true;
    else if (matches(word, "temp") || matches(word, "static")) states.static = true;
    else if (matches(word, "dynamic")) states.dynamic = true;
    else if (matches(word, "vlan")) {
      if (vlan !== undefined && vlan >= 0) args.garbage("vlan", word);
      vlan = shortOf(args.value());
    } else if (flag !== undefined) flags[flag] = true;
    else if (word === "dst") {
      const given = args.value();
      if (remote.address !== undefined) args.garbage("dst", given);
      remote.address = takeDestination(args, given);
    } else if (word === "port") {
      // A port of 0 is none (fdb_modify).
      const port = takePort(args);
      if (port === 0) delete remote.port;
      else remote.port = port;
    } else if (word === "vni") remote.vni = takeNumber(args, "VNI", 0xffffff);
    else if (word === "via") {
      remote.device = args.value();
      if (!args.refusal && !names.device(remote.device)) args.refuse(255, `Cannot find device "${remote.device}"\n`);
    } else if (word === "nhid") {
      const given = args.value();
      nhid = parseUnsigned(given) ?? 0;
      if (parseUnsigned(given) === undefined && !args.refusal) args.invalid('"id" value is invalid\n', given);
    } else if (word === "src_vni") sourceVni = takeNumber(args, "src VNI", 0xffffff);
    else {
      const given = word === "to" ? args.value() : word;
      if (matches(given, "help")) args.refuse(255, FDB_USAGE);
      if (address !== undefined) args.garbage("to", given);
      address = given;
    }
  }
  if (args.refusal) return undefined;
  if (device === undefined || address === undefined) {
    args.refuse(255, REQUIRED);
    return undefined;
  }
  if (nhid !== 0 && (remote.address !== undefined || remote.port || remote.vni !== undefined)) {
    args.refuse(255, "dst, port, vni are mutually exclusive with nhid\n");
    return undefined;
  }
  const mac = scanMac(address);
  if (mac === undefined) args.refuse(255, `Invalid mac address ${address}\n`);
  else if (!names.device(device)) args.refuse(255, `Cannot find device "${device}"\n`);
  if (args.refusal || mac === undefined) return undefined;
  return {
    kind: "fdbChange",
    netns,
    verb,
    device,
    mac,
    target: self && master ? "both" : master ? "master" : "self",
    state: stateOf(states),
    ...(vlan !== undefined && vlan >= 0 && { vlan }),
    ...flags,
    ...(sourceVni !== undefined && { sourceVni }),
    ...(nhid !== 0 && { nhid }),
    ...(nhid !== 0 && remote.device !== undefined && { nhidVia: true }),
    ...(remote.address !== undefined && { remote: { ...remote, address: remote.address } }),
  };
}

/** What is several at once is the most lasting; static stays what it is beside dynamic only where it is permanent as well. */
function stateOf(given: { readonly permanent: boolean; readonly static: boolean; readonly dynamic: boolean }) {
  if (given.permanent) return "permanent";
  if (given.dynamic) return "dynamic";
  return given.static ? "static" : "permanent";
}

/** Words for an address without octets are of no family that the kernel would take. */
function takeDestination(args: Args, word: string): IpAddress {
  if (word === "default" || word === "any" || word === "all") args.refuse(255, "Error: Unsupported address family.\n");
  return takeAddress(args, undefined, word);
}

/** A number, or a service of UDP; none is no port. */
function takePort(args: Args): number {
  const word = args.value();
  if (args.refusal || word === "") return 0;
  const port = parseUnsigned(word, 0xffff) ?? portOver(word, "udp");
  if (port === undefined) args.invalid("invalid port\n", word);
  return port ?? 0;
}

function takeNumber(args: Args, what: string, limit: number): number {
  const word = args.value();
  const value = args.refusal ? 0 : parseUnsigned(word, limit);
  if (value === undefined) args.invalid(`invalid ${what}\n`, word);
  return value ?? 0;
}

/** The command line of a change, from the verb on. */
export function fdbChangeWords(op: FdbChange): readonly string[] {
  const { verb, mac, device, target, state, vlan } = op;
  return [
    verb,
    mac,
    "dev",
    device,
    ...(target === "both" ? ["self", "master"] : [target]),
    state,
    ...(vlan === undefined ? [] : ["vlan", String(vlan)]),
    ...(op.remote ? ["dst", formatIp(op.remote.address)] : []),
    ...(op.remote?.port === undefined ? [] : ["port", String(op.remote.port)]),
    ...(op.remote?.vni === undefined ? [] : ["vni", String(op.remote.vni)]),
    ...(op.sourceVni === undefined ? [] : ["src_vni", String(op.sourceVni)]),
    ...(op.nhid === undefined ? [] : ["nhid", String(op.nhid)]),
    ...(op.nhidVia ? ["via", op.device] : []),
    ...(op.remote?.device === undefined ? [] : ["via", op.remote.device]),
    ...Object.entries(FLAGS).flatMap(([word, flag]) => (flag !== undefined && op[flag] ? [word] : [])),
  ];
}

/** Each word of `flush` and what it asks of the flags of an entry. */
const FLUSH_WORDS: Readonly<Record<string, FdbFlush["flags"]>> = {
  permanent: { local: true },
  nopermanent: { local: false },
  static: { static: true, local: false },
  nostatic: { static: false },
  dynamic: { static: false, local: false },
  nodynamic: { static: true },
  added_by_user: { added_by_user: true },
  noadded_by_user: { added_by_user: false },
  extern_learn: { extern_learn: true },
  noextern_learn: { extern_learn: false },
  sticky: { sticky: true },
  nosticky: { sticky: false },
  offloaded: { offloaded: true },
  nooffloaded: { offloaded: false },
};

/** For completion. */
export const FLUSH_KEYWORDS: readonly string[] = Object.keys(FLUSH_WORDS);

/** `bridge fdb flush`. Words it does not know are passed over. */
export function parseFdbFlush(args: Args, names: Names, netns: NetnsRef): FdbFlush | undefined {
  let device: string | undefined;
  let port: string | undefined;
  let vlan: number | undefined;
  let self = false;
  let master = false;
  const flags: Record<string, boolean> = {};
  while (args.more) {
    const word = args.take();
    if (word === "dev") device = args.value();
    else if (word === "brport") {
      if (port !== undefined) args.garbage("brport", word);
      port = args.value();
    } else if (word === "vlan") {
      if (vlan !== undefined && vlan >= 0) args.garbage("vlan", word);
      vlan = shortOf(args.value());
    } else if (word === "self") self = true;
    else if (word === "master") master = true;
    // It passes a word over in place of helping.
    else if (matches(word, "help")) args.value();
    else if (Object.hasOwn(FLUSH_WORDS, word)) Object.assign(flags, FLUSH_WORDS[word]);
  }
  if (args.refusal) return undefined;
  if (device === undefined) args.refuse(255, "Device is a required argument.\n");
  else if (!names.device(device)) args.refuse(255, `Cannot find bridge device "${device}"\n`);
  else if (port !== undefined && !names.device(port)) args.refuse(255, `Cannot find bridge port device "${port}"\n`);
  else if (vlan !== undefined && vlan >= 4096) args.refuse(255, `Invalid VLAN ID "${vlan}"\n`);
  if (args.refusal || device === undefined) return undefined;
  return {
    kind: "fdbFlush",
    netns,
    device,
    target: self && master ? "both" : master ? "master" : "self",
    ...(port !== undefined && { port }),
    ...(vlan !== undefined && vlan >= 0 && { vlan }),
    flags,
  };
}

/** The command line of a flush, from the device on. */
export function fdbFlushWords(op: FdbFlush): readonly string[] {
  const { local, static: fixed, ...others } = op.flags;
  const states =
    fixed === undefined
      ? local === undefined
        ? []
        : [local ? "permanent" : "nopermanent"]
      : local === undefined
        ? [fixed ? "nodynamic" : "nostatic"]
        : local
          ? ["permanent", fixed ? "nodynamic" : "nostatic"]
          : [fixed ? "static" : "dynamic"];
  return [
    "dev",
    op.device,
    ...(op.port === undefined ? [] : ["brport", op.port]),
    ...(op.vlan === undefined ? [] : ["vlan", String(op.vlan)]),
    ...(op.target === "both" ? ["self", "master"] : op.target === undefined ? [] : [op.target]),
    ...states,
    ...Object.entries(others).map(([flag, wanted]) => (wanted ? flag : `no${flag}`)),
  ];
}
